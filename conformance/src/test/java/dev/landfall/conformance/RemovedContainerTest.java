package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What a task tells of which somebody removed a container by hand. */
@Tag("docker")
final class RemovedContainerTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "removed");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void tellsHowAContainerEndedThatSomebodyRemoved() {
        var task = workload.running(workload.run(workload.register("removed", shell("main", WAITS))));
        docker.docker("rm", "-f", only(task).runtimeId());
        var over = workload.stopped(task);
        assertThat(over.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(only(over).exitCode()).isEqualTo(137);
        assertThat(only(over).reason()).isNull();
        isOver(over);
    }

    @Test
    void tellsThatItsNetworkWasTakenAway() {
        var task = workload.running(workload.run(workload.register("cut-off", shell("main", WAITS))));
        docker.docker("rm", "-f", sandbox(task));
        var over = workload.stopped(task);
        assertThat(over.stoppedReason()).isEqualTo("ContainerNetworkingError: The sandbox ended under its containers.");
        isOver(over);
    }

    /** The container that holds the task's network. */
    private static String sandbox(Task task) {
        return docker.docker(
                        "inspect",
                        "-f",
                        "{{.HostConfig.NetworkMode}}",
                        only(task).runtimeId())
                .replace("container:", "");
    }

    private static void isOver(Task task) {
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        Moments.areInOrder(task);
        Explanation.of(server, task).tells(task);
    }

    private static Container only(Task task) {
        assertThat(task.containers()).hasSize(1);
        return task.containers().getFirst();
    }
}
