package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tasks without a sandbox are found again, wherever in their start the server was killed. */
@Tag("docker")
@Tag("slow")
final class NetworkModeCrashTest {
    @Test
    void findsTasksOnTheBridgeAgainWithTheirPorts() throws Exception {
        var docker = DockerEngineOfTests.find();
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "bridged");
            register(installation);
            var definition = definition(workload);
            var tasks = new ArrayList<Task>();
            for (var millis : new int[] {0, 60, 150, 400}) {
                tasks.add(run(clients, workload, definition));
                pause(Duration.ofMillis(millis));
                server.kill();
                server.startAgain();
            }

            var running = tasks.stream().map(workload::running).toList();
            var ports = running.stream()
                    .flatMap(task -> task.containers().stream())
                    .flatMap(container -> container.networkBindings().stream())
                    .collect(Collectors.groupingBy(NetworkBinding::hostPort));
            assertThat(ports)
                    .hasSize(tasks.size())
                    .allSatisfy((port, bindings) -> assertThat(bindings).hasSize(1));
            for (var port : ports.keySet()) {
                assertThat(NetworkModeTest.page(port)).isEqualTo("hello");
            }
            running.forEach(
                    task -> assertThat(docker.containersOf(task.taskArn())).hasSize(2));

            running.forEach(task -> workload.stop(task, "over"));
            server.kill();
            server.startAgain();
            running.forEach(workload::stopped);
            running.forEach(
                    task -> assertThat(docker.containersOf(task.taskArn())).isEmpty());
        }
    }

    /** A server that has just come back tells of its instance as one whose agent is not connected yet. */
    private static Task run(Clients clients, Workload workload, String definition) {
        var request = workload.request(definition)
                .launchType(LaunchType.EC2)
                .networkConfiguration((NetworkConfiguration) null)
                .build();
        return eventually("a place", () -> clients.ecs().runTask(request).tasks(), tasks -> !tasks.isEmpty())
                .getFirst();
    }

    private static void register(Installation installation) throws IOException {
        try (var own = new RawApi(installation.endpoint())) {
            own.registerInstance("bridged");
        }
    }

    private static String definition(Workload workload) {
        return workload.register(
                "bridged",
                request -> request.networkMode(NetworkMode.BRIDGE).requiresCompatibilities(Compatibility.EC2),
                shell("web", "until wget -q -O /dev/null http://db/page 2>/dev/null; do sleep 0.05; done; " + WAITS)
                        .links("db"),
                shell("db", "mkdir /www; echo hello > /www/page; httpd -p 80 -h /www; " + WAITS)
                        .portMappings(port -> port.containerPort(80)));
    }
}
