package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;

import dev.landfall.Main;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Landfall in a process of its own, which can be killed as an operator's machine kills it: without a word. */
final class ServerProcess implements AutoCloseable {
    private final Installation installation;
    private final Path log;
    private Process process;

    private ServerProcess(Installation installation, Path log, Process process) {
        this.installation = installation;
        this.log = log;
        this.process = process;
    }

    static ServerProcess start(Installation installation) throws IOException {
        var log = Files.createTempFile("landfall-server-", ".log");
        return new ServerProcess(installation, log, launch(installation, log));
    }

    /** Nothing of it runs on, not even a handler. */
    void kill() {
        process.destroyForcibly();
        eventually("its end", () -> !process.isAlive());
    }

    void startAgain() throws IOException {
        process = launch(installation, log);
    }

    /** All that it has said, in all its lives. */
    String said() throws IOException {
        return Files.readString(log);
    }

    private static Process launch(Installation installation, Path log) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up"));
        command.addAll(installation.options());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            eventually("an answer at the port", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("The server ended with " + process.exitValue() + "; see " + log);
                }
                return answers(installation.settings().port());
            });
            return process;
        } catch (AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it and removes all that it made. */
    @Override
    public void close() throws IOException {
        kill();
        installation.erase();
        Files.delete(log);
    }
}
