package dev.landfall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of its own, started as {@code ./landfall up} starts it. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final byte[] QUESTION = HttpConnection.request("GET", "/", "", new byte[0]);

    private final Process process;
    private final int port;
    private final Duration untilAnswer;

    private ServerProcess(Process process, int port, Duration untilAnswer) {
        this.process = process;
        this.port = port;
        this.untilAnswer = untilAnswer;
    }

    /** Starts one and returns with its first answer. */
    static ServerProcess start(List<String> command, int port, Path data, String dockerHost) throws Exception {
        Files.createDirectories(data);
        var all = new ArrayList<>(command);
        all.addAll(List.of("up", "--port", "" + port, "--data", data.toString(), "--docker-host", dockerHost));
        var log = ProcessBuilder.Redirect.appendTo(
                data.resolveSibling("server.log").toFile());
        var begun = System.nanoTime();
        var process =
                new ProcessBuilder(all).redirectOutput(log).redirectError(log).start();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() - begun > START_PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not start; its log is beside " + data);
            }
            Thread.sleep(1);
        }
        return new ServerProcess(process, port, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static boolean answers(int port) {
        try (var connection = HttpConnection.toPort(port)) {
            return connection.exchange(QUESTION).status() > 0;
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    Duration untilAnswer() {
        return untilAnswer;
    }

    /** In MiB, as the kernel counts it. */
    long residentMiB() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            var line =
                    lines.filter(text -> text.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
