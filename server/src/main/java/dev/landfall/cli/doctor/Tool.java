package dev.landfall.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs another program briefly to learn about it. */
final class Tool {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_OUTPUT_BYTES = 64 * 1024;

    private Tool() {}

    record Result(int status, String output) {}

    /** What the program said and how it ended; empty if there is no such program or it takes too long. */
    static Optional<Result> run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readNBytes(LONGEST_OUTPUT_BYTES);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
