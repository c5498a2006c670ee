package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.cli.EngineProbe;
import dev.landfall.engine.cgroup.Envelopes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Volumes, control groups and lent namespaces go with their tasks, also when the server was killed meanwhile. */
@Tag("docker")
@Tag("slow")
final class ResourcesAfterCrashTest {
    @Test
    void leaveNothing() throws IOException {
        var docker = DockerEngineOfTests.find();
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "left");
            try (var own = new RawApi(installation.endpoint())) {
                own.registerInstance("left");
            }
            var definition = workload.register(
                    "holds",
                    task -> task.requiresCompatibilities(Compatibility.EC2)
                            .networkMode(NetworkMode.BRIDGE)
                            .ipcMode(IpcMode.TASK)
                            .volumes(v -> v.name("scratch")),
                    shell("main", WAITS)
                            .mountPoints(m -> m.sourceVolume("scratch").containerPath("/scratch")));
            var tasks = new ArrayList<Task>();
            for (var millis : new int[] {50, 150, 300, 600}) {
                tasks.add(placed(
                        clients,
                        workload.request(definition)
                                .launchType(LaunchType.EC2)
                                .networkConfiguration((NetworkConfiguration) null)
                                .build()));
                pause(Duration.ofMillis(millis));
                server.kill();
                server.startAgain();
            }
            tasks.forEach(workload::running);
            var label = "label=dev.landfall.instance=" + installation.instance();
            var volumes = docker.docker("volume", "ls", "-q", "--filter", label);
            var holders = docker.docker("ps", "-q", "--filter", label, "--filter", "label=dev.landfall.namespaces");
            assertThat(volumes.lines()).hasSize(tasks.size());
            assertThat(holders.lines()).hasSize(tasks.size());
            assertThat(envelopes(installation).open()).hasSizeBetween(0, tasks.size());

            tasks.forEach(task -> workload.stop(task, "over"));
            for (var millis : new int[] {50, 400}) {
                pause(Duration.ofMillis(millis));
                server.kill();
                server.startAgain();
            }
            tasks.forEach(workload::stopped);
            assertThat(docker.docker("volume", "ls", "-q", "--filter", label)).isEmpty();
            assertThat(docker.docker("ps", "-aq", "--filter", label, "--filter", "label=dev.landfall.namespaces"))
                    .isEmpty();
            assertThat(envelopes(installation).open()).isEmpty();
        }
    }

    /** A server that starts again has to find its engine first. */
    private static Task placed(Clients clients, RunTaskRequest request) {
        return eventually("a place", () -> clients.ecs().runTask(request).tasks(), tasks -> !tasks.isEmpty())
                .getFirst();
    }

    private static Envelopes envelopes(Installation installation) {
        return EngineProbe.ground(installation.settings().dockerHost())
                .orElseThrow()
                .envelopes(installation.instance());
    }
}
