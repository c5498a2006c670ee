package dev.landfall.bench;

import static dev.landfall.bench.Samples.millis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to its first answer over HTTP, and what it holds in memory when nothing is asked. */
final class StartUp {
    private static final int ROUNDS = 5;
    private static final int IDLE_SECONDS = 10;

    private StartUp() {}

    static void measure(List<String> command, int port, Path data, String dockerHost, Report report) throws Exception {
        report.section("Start, and memory when idle");
        var taken = new ArrayList<Long>();
        var resident = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            try (var server = ServerProcess.start(command, port, data, dockerHost)) {
                taken.add(server.untilAnswer().toNanos());
                if (round == ROUNDS - 1) {
                    Thread.sleep(IDLE_SECONDS * 1000L);
                    resident = server.residentMiB();
                }
            }
        }
        var samples = Samples.of(taken);
        report.line(
                "Process start to first answer with the AOT cache: median %s ms of %d (longest %s). Aim: below 700: %s.",
                millis(samples.median()), ROUNDS, millis(samples.max()), samples.median() < 700 ? "met" : "**missed**");
        report.line(
                "Resident after %d s without requests: %d MiB. Aim: below 150: %s.",
                IDLE_SECONDS, resident, resident < 150 ? "met" : "**missed**");
    }
}
