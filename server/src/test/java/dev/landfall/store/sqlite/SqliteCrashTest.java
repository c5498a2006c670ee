package dev.landfall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrashTest {
    private static final int KILLS = 3;
    private static final int COMMITS_BEFORE_A_KILL = 400;

    @TempDir
    Path directory;

    @Test
    void aKilledProcessLosesNothingItWasToldIsCommitted() throws Exception {
        for (var kill = 0; kill < KILLS; kill++) {
            var file = directory.resolve("run" + kill + ".db");
            var acknowledged = untilKilled(file, COMMITS_BEFORE_A_KILL * (kill + 1));
            assertThat(acknowledged).isNotEmpty();
            try (var store = SqliteStore.open(file)) {
                acknowledged.forEach((writer, last) -> assertIntact(store, writer, last));
            }
        }
    }

    /** Everything acknowledged is there, and no transaction is there by half. */
    private static void assertIntact(SqliteStore store, String writer, long last) {
        List<Long> numbers = store.read(r -> r.list(Casualty.NOTE, Scan.under(writer, "all")).stream()
                .map(document -> document.value().number())
                .sorted()
                .toList());
        long left = number(store, writer, "left");
        assertThat(numbers).isEqualTo(LongStream.rangeClosed(0, left).boxed().toList());
        assertThat(left).isGreaterThanOrEqualTo(last).isEqualTo(number(store, writer, "right"));
        long indexed = store.read(r -> r.list(Casualty.NOTE, Casualty.BY_NUMBER, Scan.under("n" + left)).stream()
                .filter(document -> document.key().segment(0).equals(writer))
                .count());
        assertThat(indexed).isEqualTo(3);
    }

    private static long number(SqliteStore store, String writer, String side) {
        return store.read(r -> r.get(Casualty.NOTE, Key.of(writer, side)))
                .orElseThrow()
                .number();
    }

    /** The last number that each writer said was committed. */
    private static Map<String, Long> untilKilled(Path file, int commits) throws Exception {
        var said = file.resolveSibling(file.getFileName() + ".said");
        var errors = file.resolveSibling("errors");
        var process = new ProcessBuilder(command(file))
                .redirectOutput(said.toFile())
                .redirectError(errors.toFile())
                .start();
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (process.isAlive() && lines(said).size() < commits && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        process.destroyForcibly(); // kill -9
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isEqualTo(137);
        var last = new HashMap<String, Long>();
        lines(said).forEach(line -> last.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1])));
        return last;
    }

    /** Whole lines only. */
    private static List<String> lines(Path file) throws IOException {
        var text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static List<String> command(Path file) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Casualty.class.getName(), file.toString()));
        return command;
    }
}
