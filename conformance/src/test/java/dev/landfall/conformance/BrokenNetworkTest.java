package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** An engine that has another network where the server's VPC is, and can make no task an interface. */
@Tag("docker")
final class BrokenNetworkTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static String occupied;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        var installation = Installation.on(docker.host());
        occupied = "landfall-test-" + installation.settings().port();
        docker.docker(
                "network", "create", "--subnet", installation.settings().vpc().toString(), occupied);
        server = Server.start(installation);
        workload = Workload.in(server.clients(), "unreachable");
        try (var own = new RawApi(installation.endpoint())) {
            own.registerInstance("unreachable");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        docker.docker("network", "rm", occupied);
    }

    @Test
    void tellsOnFargateThatTheInterfaceCannotBeConfigured() {
        var task = failedToStart(workload.run(workload.register("fargate", shell("main", WAITS))));
        assertThat(task.stoppedReason())
                .startsWith(
                        "ResourceInitializationError: failed to configure ENI: failed to setup regular eni: The subnet ")
                .contains(" overlaps that of another network of this Docker engine.");
        assertThat(task.containers().getFirst().reason()).isNull();
    }

    @Test
    void letsTheContainersOfAnInstanceTellThatTheNetworkCannotBeMade() {
        var definition = workload.register(
                "instance", request -> request.requiresCompatibilities(Compatibility.EC2), shell("main", WAITS));
        var task = failedToStart(workload.run(definition, request -> request.launchType(LaunchType.EC2)));
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(task.containers().getFirst().reason())
                .startsWith(
                        "ContainerNetworkingError: container resource provisioning: failed to setup network namespace:"
                                + " The subnet ")
                .contains(" overlaps that of another network of this Docker engine.");
    }

    private static Task failedToStart(Task asked) {
        var task = workload.stopped(asked);
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.startedAt()).isNull();
        Moments.areInOrder(task);
        Explanation.of(server, task).tells(task);
        return task;
    }
}
