package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * A Docker daemon of a test's own, with {@link TestImages#BUSYBOX}, to be stopped and frozen at will. It lives in a network
 * namespace of its own, as a daemon does away with bridges that it finds and does not need.
 */
public final class OwnDocker implements AutoCloseable {
    private static final Path DAEMON = Path.of("/usr/sbin/dockerd");
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private final Path directory;
    private Process daemon;

    private OwnDocker(Path directory) throws IOException {
        this.directory = directory;
        this.daemon = launch();
    }

    /** The test is skipped where there is no daemon to be started, or no right to. */
    public static OwnDocker start() throws IOException {
        TestImages.host();
        assumeTrue(
                Files.isExecutable(DAEMON) && System.getProperty("user.name").equals("root"), "needs root and dockerd");
        var docker = new OwnDocker(Files.createTempDirectory("landfall-dockerd"));
        try (var scheduler = new VirtualScheduler()) {
            docker.awaitAnswer();
            TestImages.ensureBusybox(docker.host(), scheduler);
        }
        return docker;
    }

    public DockerHost host() {
        return new DockerHost(directory.resolve("docker.sock"));
    }

    public void stop() {
        daemon.destroy();
        try {
            assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void startAgain() throws IOException {
        daemon = launch();
        awaitAnswer();
    }

    /** It answers nothing any more, and forgets nothing. */
    public void freeze() throws IOException {
        signal("STOP", daemon.pid());
    }

    public void thaw() throws IOException {
        signal("CONT", daemon.pid());
    }

    /** It answers, and can neither start nor end a container. */
    public void freezeRuntime() throws IOException {
        signal("STOP", runtime().pid());
    }

    public void thawRuntime() throws IOException {
        signal("CONT", runtime().pid());
    }

    private ProcessHandle runtime() {
        return daemon.children()
                .filter(child -> child.info().command().orElse("").endsWith("/containerd"))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(String name, long pid) throws IOException {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        UNSHARE.toString(),
                        "--net",
                        DAEMON.toString(),
                        "--host=unix://" + directory.resolve("docker.sock"),
                        "--data-root=" + directory.resolve("data"),
                        "--exec-root=" + directory.resolve("exec"),
                        "--pidfile=" + directory.resolve("pid"),
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private void awaitAnswer() {
        try (var scheduler = new VirtualScheduler();
                var client = new DockerClient(host(), scheduler)) {
            for (var end = System.nanoTime() + 60_000_000_000L; !answers(client); Thread.sleep(20)) {
                assertThat(System.nanoTime()).as("60 s have passed").isLessThan(end);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean answers(DockerClient client) {
        try {
            client.callUnversioned(HttpRequest.get("/_ping"));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Thaws and stops it, and removes its files. */
    @Override
    public void close() throws IOException {
        thaw();
        thawRuntime();
        stop();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
