package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Docker daemon of its own, that is stopped and started under a running pod. */
@Tag("docker")
@Tag("slow")
class DaemonRestartTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdec");

    private final BusyboxPrograms programs = new BusyboxPrograms();
    private final Listener listener = new Listener();

    @Test
    void goesOnWhenTheDaemonWasRestarted() throws Exception {
        try (var docker = OwnDocker.start();
                var scheduler = new VirtualScheduler()) {
            var plan = NetworkPlan.of("test-daemon").with("172.23.0.0/16", "172.23.0.1");
            try (var engine = new DockerEngine(docker.host(), "test-daemon", plan, AddressGuard.NONE, scheduler)) {
                engine.start(listener);
                engine.prepare(Set.of(new Sandbox.Interface("172.23.0.11", "spare")));
                engine.ensure(pod(POD, 1, programs.prints(3)));
                await(() -> listener.container(POD, "app") instanceof Running
                        && !engine.prepared().isEmpty());

                docker.stop();
                await(() -> !engine.health().available());
                docker.startAgain();
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
        }
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
