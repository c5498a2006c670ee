package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Listener;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A Docker daemon of its own, that is stopped and started under a running pod. It lives in a network namespace of its own,
 * as a daemon does away with bridges that it finds and does not need.
 */
@Tag("docker")
@Tag("slow")
class DaemonRestartTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdec");
    private static final Path DAEMON = Path.of("/usr/sbin/dockerd");
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");

    private final BusyboxPrograms programs = new BusyboxPrograms();
    private final Listener listener = new Listener();

    private Path directory;

    @Test
    void goesOnWhenTheDaemonWasRestarted() throws Exception {
        TestImages.host();
        assumeTrue(
                Files.isExecutable(DAEMON) && System.getProperty("user.name").equals("root"), "needs root and dockerd");
        directory = Files.createTempDirectory("landfall-dockerd");
        var daemon = startDaemon();
        try (var scheduler = new VirtualScheduler()) {
            var host = new DockerHost(directory.resolve("docker.sock"));
            TestImages.ensureBusybox(host, scheduler);
            var plan = NetworkPlan.of("test-daemon").with("172.23.0.0/16", "172.23.0.1");
            try (var engine = new DockerEngine(host, "test-daemon", plan, AddressGuard.NONE, scheduler)) {
                engine.start(listener);
                engine.prepare(Set.of(new Sandbox.Interface("172.23.0.11", "spare")));
                engine.ensure(pod(POD, 1, programs.prints(3)));
                await(() -> listener.container(POD, "app") instanceof Running
                        && !engine.prepared().isEmpty());

                stop(daemon);
                await(() -> !engine.health().available());
                daemon = startDaemon();
                await(() -> listener.container(POD, "app") instanceof Exited
                        && listener.newest(POD).orElseThrow().sandbox() instanceof SandboxState.Failed);
                try (var reader = engine.logs(POD, "app", Position.START)) {
                    assertThat(reader.next()).isNotEmpty();
                }
                engine.remove(POD, 2);
                await(() -> listener.newest(POD).orElseThrow().sandbox() instanceof SandboxState.Absent);
                var next = new PodId("0123456789abcdef0123456789abcded");
                engine.ensure(pod(next, 1, programs.waits()));
                await(() -> listener.container(next, "app") instanceof Running);
                await(() -> !engine.prepared().isEmpty());
                engine.erase();
            }
        } finally {
            stop(daemon);
            delete();
        }
    }

    private void delete() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Process startDaemon() throws Exception {
        var process = new ProcessBuilder(
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
        try (var scheduler = new VirtualScheduler();
                var client = new DockerClient(new DockerHost(directory.resolve("docker.sock")), scheduler)) {
            await(() -> answers(client));
        }
        return process;
    }

    private static boolean answers(DockerClient client) {
        try {
            client.callUnversioned(HttpRequest.get("/_ping"));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void stop(Process daemon) throws InterruptedException {
        daemon.destroy();
        assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Pod pod(PodId id, long generation, List<String> command) {
        var spec = ContainerSpec.builder("app", "daemon-app", programs.image())
                .command(command)
                .build();
        var app = new Pod.Container(spec, new Level.Running());
        return new Pod(id, generation, new Sandbox.Interface("172.23.0.10", "daemon"), List.of(app), Map.of());
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 60_000_000_000L; !condition.getAsBoolean(); Thread.sleep(20)) {
            assertThat(System.nanoTime())
                    .as("60 s have passed; seen: %s", listener.newest(POD))
                    .isLessThan(end);
        }
    }
}
