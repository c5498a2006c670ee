package dev.landfall.network.nftables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program of the host's, run to its end. */
final class Program {
    private static final int MAX_OUTPUT_BYTES = 32 << 20; // nft's listing of a map of a whole /12 pool
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Program() {}

    /** @param output both what it wrote and what it complained about */
    record Done(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** A program that is not there, or does not end, counts as one that failed. */
    static Done run(List<String> command, String input) {
        return run(command, input, TIMEOUT);
    }

    static Done run(List<String> command, String input, Duration limit) {
        try {
            return ended(new ProcessBuilder(command).redirectErrorStream(true).start(), command, input, limit);
        } catch (IOException e) {
            return new Done(-1, String.valueOf(e.getMessage()));
        }
    }

    /** Talked to on another thread: what a program does not say or take can be waited for no other way, and no shorter. */
    private static Done ended(Process process, List<String> command, String input, Duration limit) {
        var done = new FutureTask<>(() -> talk(process, input));
        Thread.ofVirtual().name(command.getFirst()).start(done);
        try {
            return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Done(-1, command.getFirst() + " did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Done(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Done(-1, "Interrupted while " + command.getFirst() + " ran");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Done talk(Process process, String input) throws IOException, InterruptedException {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        // These programs read their whole input before they say a word, so writing first cannot lock up.
        var output = new String(process.getInputStream().readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), output.strip());
    }
}
