package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.engine.docker.TestImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Docker daemon of a test's own, on a disk of its own and with a bridge of its own: what is done to it harms nobody.
 * Needs root and dockerd.
 */
final class OwnDockerEngine implements AutoCloseable {
    private static final Path DAEMON = Path.of("/usr/sbin/dockerd");
    private static final int LONGEST_SECONDS = 120;

    private final Path folder;
    private final Optional<SmallDisk> disk;
    private final String bridge;
    private final Map<String, String> environment;
    private final List<String> options;
    private Process daemon;

    private OwnDockerEngine(
            Path folder, Optional<SmallDisk> disk, Map<String, String> environment, List<String> options)
            throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.environment = environment;
        this.options = options;
        this.bridge = bridge();
        this.daemon = start();
    }

    /**
     * Starts one, and waits until it answers.
     *
     * @param size of its disk, such as {@code 16m}
     * @param environment of the daemon, such as its proxies
     */
    static OwnDockerEngine on(String size, Map<String, String> environment) throws IOException {
        check();
        var folder = Files.createTempDirectory("landfall-engine-");
        return new OwnDockerEngine(folder, Optional.of(SmallDisk.at(folder, size)), environment, List.of());
    }

    /**
     * Starts one on a disk that is there, and leaves what it has stored to it.
     *
     * @param options of the daemon
     */
    static OwnDockerEngine in(Path folder, String... options) throws IOException {
        check();
        return new OwnDockerEngine(folder, Optional.empty(), Map.of(), List.of(options));
    }

    private static void check() {
        TestImages.host(); // a machine that is not to run engines says so by naming none
        assumeTrue(
                Files.isExecutable(DAEMON) && System.getProperty("user.name").equals("root"), "needs root and dockerd");
    }

    private static String bridge() throws IOException {
        var bridge = "lfe" + ProcessHandle.current().pid();
        SmallDisk.run("ip", "link", "add", "name", bridge, "type", "bridge");
        SmallDisk.run(
                "ip", "address", "add", "198.18." + ProcessHandle.current().pid() % 256 + ".1/24", "dev", bridge);
        return bridge;
    }

    URI host() {
        return URI.create("unix://" + folder.resolve("docker.sock"));
    }

    /** The same engine for {@code docker} on the command line; it has {@link DockerEngineOfTests#BUSYBOX}. */
    DockerEngineOfTests docker() throws IOException {
        return DockerEngineOfTests.at(host());
    }

    SmallDisk disk() {
        return disk.orElseThrow();
    }

    /** Where it keeps what it pulls. */
    Path data() {
        return folder.resolve("data");
    }

    /** Ends it as its service would, with all that it runs, and starts it again. */
    void stop() throws IOException {
        daemon.destroy();
        try {
            assertThat(daemon.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .as("its end")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void startAgain() throws IOException {
        daemon = start();
    }

    private Process start() throws IOException {
        var command = new ArrayList<>(List.of(
                DAEMON.toString(),
                "--host=" + host(),
                "--data-root=" + data(),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--bridge=" + bridge,
                "--iptables=false",
                "--ip6tables=false",
                "--ip-masq=false"));
        if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
            command.add("--exec-opt=native.cgroupdriver=cgroupfs"); // systemd's driver wants systemd
        }
        command.addAll(options);
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        var process = builder.start();
        Eventually.eventually("an engine", () -> Files.exists(folder.resolve("docker.sock")) || !process.isAlive());
        assertThat(process.isAlive()).as("the engine lives").isTrue();
        return process;
    }

    @Override
    public void close() throws IOException {
        stop();
        SmallDisk.run("ip", "link", "delete", bridge);
        if (disk.isPresent()) {
            disk.get().close();
            Files.delete(folder);
        }
    }
}
