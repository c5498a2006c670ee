package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.EngineGate.Call;
import dev.landfall.conformance.EngineGate.Side;
import dev.landfall.engine.docker.Patience;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PidMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * What becomes of a task when the engine answers, and does not come to an end with what the task's containers are to run in.
 * None of that was made ahead.
 */
@Tag("docker")
@Tag("slow")
final class UnmadeSandboxTest {
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final String SHELLS = "^landfall-";
    private static final String LATE = "Could not transition to started; timed out after waiting 10s";

    private DockerEngineOfTests docker;
    private EngineGate gate;
    private Server server;
    private Workload workload;

    @BeforeEach
    void start() throws IOException {
        docker = DockerEngineOfTests.find();
        gate = new EngineGate(docker.host());
        server = Server.start(
                Installation.on(gate.host()),
                new Patience(Patience.AGENT.create(), SHORT, Patience.AGENT.stop(), Patience.AGENT.inspect()));
        workload = Workload.in(server.clients(), "unmade");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        gate.close();
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatTheInterfaceWasNotThereInTime(Side side) throws IOException {
        gate.hold(Call.START, SHELLS, side);
        var task = failedToStart(workload.run(workload.register("unmade", shell("main", WAITS))));
        assertThat(task.stoppedReason())
                .isEqualTo(
                        "ResourceInitializationError: failed to configure ENI: failed to setup regular eni: " + LATE);
        gate.open();
        isForgotten(task);
    }

    @Test
    void letsTheContainersOfAnInstanceTellThatTheNamespacesWereNotThereInTime() throws IOException {
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("unmade");
        }
        var definition = workload.register(
                "holder",
                request -> request.requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.NONE)
                        .pidMode(PidMode.TASK),
                shell("main", WAITS).memory(32));
        gate.hold(Call.START, SHELLS, Side.BEFORE);
        var task = failedToStart(workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null)));
        assertThat(task.containers().getFirst().reason())
                .isEqualTo(
                        "ContainerNetworkingError: container resource provisioning: failed to setup network namespace: "
                                + LATE);
        gate.open();
        isForgotten(task);
    }

    private Task failedToStart(Task asked) {
        var task = workload.stopped(asked);
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.startedAt()).isNull();
        Moments.areInOrder(task);
        Explanation.of(server, task).tells(task);
        return task;
    }

    /** Nothing is left of it, and the next is none the worse. */
    private void isForgotten(Task task) {
        eventually("its removal", () -> docker.containersOf(task.taskArn()).isEmpty());
        var next = workload.running(workload.run(workload.register("next", shell("main", WAITS))));
        workload.stop(next, "enough");
        workload.stopped(next);
    }
}
