package dev.landfall.network.nftables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the host's, run to its end. */
final class Program {
    private static final int MAX_OUTPUT_BYTES = 32 << 20; // nft's listing of a map of a whole /12 pool
    private static final int TIMEOUT_SECONDS = 20;

    private Program() {}

    /** @param output both what it wrote and what it complained about */
    record Done(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** A program that is not there, or does not end, counts as one that failed. */
    static Done run(List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            // These programs read their whole input before they say a word, so writing first cannot lock up.
            var output = new String(process.getInputStream().readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Done(-1, command.getFirst() + " did not end within " + TIMEOUT_SECONDS + " s");
            }
            return new Done(process.exitValue(), output.strip());
        } catch (IOException e) {
            return new Done(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Done(-1, "Interrupted while " + command.getFirst() + " ran");
        }
    }
}
