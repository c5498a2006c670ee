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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What becomes of a task whose engine refuses a call, or does not come to an end with it. Its containers are real. */
@Tag("docker")
final class RefusingEngineTest {
    private static final String REFUSED = "Error response from daemon: " + EngineGate.REFUSED;
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static DockerEngineOfTests docker;
    private static EngineGate gate;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        gate = new EngineGate(docker.host());
        var patience = new Patience(SHORT, SHORT, Patience.AGENT.stop(), SHORT);
        server = Server.start(Installation.on(gate.host()), patience);
        workload = Workload.in(server.clients(), "refusing");
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("refusing");
        }
    }

    @AfterEach
    void letEverythingThrough() throws IOException {
        gate.refuseNothing();
        gate.open();
        eventually("the server's return", () -> gate.made(Call.GREET) > 0 && isConnected());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        gate.close();
    }

    @Test
    void tellsOfAContainerThatItCannotBeStoppedAndStopsItAsSoonAsItCan() {
        var task = workload.running(workload.run(workload.register("unstoppable", shell("main", WAITS))));
        gate.refuse("main", Call.STOP, Call.REMOVE);
        workload.stop(task, "enough");
        var tried = eventually(
                "the last try",
                () -> workload.describe(task),
                now -> main(now).lastStatus().equals("STOPPED"));
        assertThat(main(tried).reason()).isEqualTo("CannotStopContainerError: " + REFUSED);
        assertThat(main(tried).exitCode()).isNull();
        assertThat(tried.lastStatus()).as("as long as it lives").isNotEqualTo("STOPPED");
        assertThat(isAlive(main(task).runtimeId())).isTrue();

        gate.refuseNothing();
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("enough");
        assertThat(main(over).reason()).isEqualTo("CannotStopContainerError: " + REFUSED);
        isGone(over);
    }

    @Test
    void doesNotStartAContainerThatItCannotInspect() {
        acquaint();
        gate.refuse("main", Call.INSPECT);
        var task = workload.stopped(workload.run(workload.register("unseen", shell("main", WAITS))));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.stoppedReason()).isEqualTo("CannotInspectContainerError: " + REFUSED);
        assertThat(main(task).reason()).isEqualTo(task.stoppedReason());
        assertThat(main(task).runtimeId()).isNotNull();
        assertThat(main(task).exitCode()).isNull();
        isGone(task);
    }

    @Test
    void doesNotWaitLongForALookAtAContainer() throws IOException {
        acquaint();
        gate.hold(Call.INSPECT, Side.BEFORE);
        var asked = workload.run(workload.register("unanswered", shell("main", WAITS)));
        var ended = ended(asked);
        assertThat(ended.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(ended.stoppedReason())
                .isEqualTo(
                        "CannotInspectContainerError: Could not transition to inspecting; timed out after waiting 10s");
        assertThat(main(ended).reason()).isEqualTo(ended.stoppedReason());
        gate.open();
        isGone(workload.stopped(asked));
    }

    /** Whether it was started is not known, so it must not live on beside the task that does without it. */
    @Test
    void killsAContainerThatIsNotEssentialAndThatItCannotInspect() {
        acquaint();
        gate.refuse("helper", Call.INSPECT);
        var definition = workload.register(
                "unseen-helper", shell("main", WAITS), shell("helper", WAITS).essential(false));
        var task = workload.running(workload.run(definition));
        var helper = eventually(
                "the end of the helper",
                () -> container(workload.describe(task), "helper"),
                now -> now.lastStatus().equals("STOPPED"));
        assertThat(helper.reason()).isEqualTo("CannotInspectContainerError: " + REFUSED);
        eventually(
                "its removal",
                () -> docker.attempt("", "inspect", helper.runtimeId()).status() != 0);
        assertThat(workload.describe(task).lastStatus()).isEqualTo("RUNNING");
        workload.stop(task, "enough");
        isGone(workload.stopped(task));
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfAContainerThatWasNotMadeInTime(Side side) {
        gate.hold(Call.CREATE, side);
        var asked = workload.run(workload.register("unmade-" + side, shell("main", WAITS)));
        var ended = ended(asked);
        assertThat(ended.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(ended.stoppedReason())
                .isEqualTo(
                        "ContainerRuntimeTimeoutError: Could not transition to created; timed out after waiting 10s");
        assertThat(main(ended).reason()).isEqualTo(ended.stoppedReason());
        isGone(workload.stopped(asked));
    }

    /** It may live: the engine may have started it, and only its answer be late. */
    @ParameterizedTest
    @EnumSource
    void leavesNothingOfAContainerThatDidNotStartInTime(Side side) {
        gate.hold(Call.START, side);
        var asked = workload.run(workload.register("unstarted-" + side, shell("main", WAITS)));
        var ended = ended(asked);
        assertThat(ended.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(ended.stoppedReason())
                .isEqualTo(
                        "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 10s");
        assertThat(main(ended).reason()).isEqualTo(ended.stoppedReason());
        isGone(workload.stopped(asked));
    }

    /** The engine takes its time and makes it all the same. */
    @Test
    void removesAContainerThatIsMadeAfterItsTaskIsOver() throws InterruptedException {
        gate.delay(Call.CREATE);
        var asked = workload.run(workload.register("late", shell("main", WAITS)));
        var task = workload.stopped(asked);
        assertThat(task.stoppedReason()).contains("Could not transition to created");
        assertThat(docker.containersOf(task.taskArn())).isEmpty();

        gate.hurry();
        assertThat(gate.containersMade("late")).as("made at last").isEqualTo(1);
        eventually("its removal", () -> docker.containersOf(task.taskArn()).isEmpty());
    }

    /** The engine's event says how it ended. */
    @Test
    void tellsHowAContainerEndedThatWasGoneBeforeItWasLookedAt() throws InterruptedException {
        var task = workload.running(workload.run(workload.register("gone", shell("main", WAITS))));
        gate.delay(Call.INSPECT);
        docker.docker("rm", "-f", main(task).runtimeId());
        gate.hurry();
        var over = workload.stopped(task);
        assertThat(over.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(main(over).exitCode()).isEqualTo(137);
        assertThat(main(over).reason()).isNull();
        isGone(over);
    }

    private static boolean isConnected() {
        var ecs = server.clients().ecs();
        var instances = ecs.listContainerInstances(r -> r.cluster("refusing")).containerInstanceArns();
        return ecs.describeContainerInstances(r -> r.cluster("refusing").containerInstances(instances))
                .containerInstances()
                .getFirst()
                .agentConnected();
    }

    /** Finds out what the engine does not do at all, lest it be found out when it refuses everything. */
    private static void acquaint() {
        workload.stopped(workload.run(workload.register("first", shell("main", "exit 0"))));
    }

    private static Task ended(Task asked) {
        return eventually(
                "an end",
                () -> workload.describe(asked),
                now -> now.desiredStatus().equals("STOPPED"));
    }

    private static Container main(Task task) {
        return container(task, "main");
    }

    private static Container container(Task task, String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAlive(String runtimeId) {
        return docker.docker("inspect", "-f", "{{.State.Running}}", runtimeId).equals("true");
    }

    private static void isGone(Task task) {
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        Moments.areInOrder(task);
        Explanation.of(server, task).tells(task);
    }
}
