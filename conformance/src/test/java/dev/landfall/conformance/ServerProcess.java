package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;

import dev.landfall.Main;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sqlite.util.OSInfo;

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
        var server = new ServerProcess(installation, log, launch(installation, log));
        server.awaitAnswer();
        return server;
    }

    /** Nothing of it runs on, not even a handler. */
    void kill() {
        process.destroyForcibly();
        eventually("its end", () -> !process.isAlive());
    }

    void startAgain() throws IOException {
        beginAgain();
        awaitAnswer();
    }

    /** Returns at once, when it has not even read its data. */
    void beginAgain() throws IOException {
        process = launch(installation, log);
    }

    private void awaitAnswer() {
        try {
            eventually("an answer at the port", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("The server ended with " + process.exitValue() + "; see " + log);
                }
                return answers(installation.endpoint());
            });
        } catch (AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** All that it has said, in all its lives. */
    String said() throws IOException {
        return Files.readString(log);
    }

    private static Process launch(Installation installation, Path log) throws IOException {
        var temporary = Files.createDirectories(installation.ground().resolve("tmp"));
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-Dorg.sqlite.lib.path=" + nativeLibrary(installation),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up"));
        command.addAll(installation.options());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /** SQLite's, unpacked once, as the command does it: each life of a server would leave another copy. */
    private static Path nativeLibrary(Installation installation) throws IOException {
        var folder = installation.ground().resolve("native");
        if (Files.notExists(folder)) {
            var name = System.mapLibraryName("sqlitejdbc");
            var resource = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
            try (var library = ServerProcess.class.getResourceAsStream(resource)) {
                Files.createDirectory(folder);
                Files.copy(Objects.requireNonNull(library, resource), folder.resolve(name));
            }
        }
        return folder;
    }

    private static boolean answers(URI endpoint) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
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
