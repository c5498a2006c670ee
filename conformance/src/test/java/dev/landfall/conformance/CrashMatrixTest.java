package dev.landfall.conformance;

import static dev.landfall.conformance.CrashScene.PATIENCE;
import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.EngineAwayTest.hasEveryLineOnce;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.EngineGate.Call;
import dev.landfall.conformance.EngineGate.Side;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The server is killed in the middle of each phase of a task of two containers: while it waits for one call to the engine,
 * which the engine either never hears of or carries out without anybody learning of it. Once it is back the task ends as
 * it would have.
 */
@Tag("docker")
@Tag("slow")
final class CrashMatrixTest {
    private static CrashScene scene;
    private static EngineGate gate;
    private static Workload workload;
    private static String definition;
    private static Footprint before;

    @BeforeAll
    static void start() throws IOException {
        scene = CrashScene.open("matrix");
        gate = scene.gate();
        workload = scene.workload();
        definition = workload.register(
                "pair",
                shell("first", "echo one; " + Workload.WAITS),
                shell("main", counts())
                        .dependsOn(on -> on.containerName("first").condition(ContainerCondition.START)));
        before = scene.footprintAfter(workload.runPublic(definition));
    }

    @AfterAll
    static void stop() throws IOException {
        try (var over = scene) {
            before.isAllThatStays(over.installation());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "LOOK_FOR_IMAGE, BEFORE",
        "CREATE, BEFORE",
        "CREATE, AFTER",
        "START, BEFORE",
        "START, AFTER",
    })
    void comesUpAllTheSameWhenItIsKilledWhileATaskStarts(Call call, Side side) throws Exception {
        gate.hold(call, side);
        var task = workload.runPublic(definition);
        gate.awaitCaught(PATIENCE);
        assertThat(workload.describe(task).lastStatus()).isNotIn("RUNNING", "STOPPED");
        scene.killAndStartAgain();

        var up = workload.running(task);
        assertThat(scene.runningContainers(task)).as("no container is doubled").hasSize(2);
        assertThat(workload.publicAddress(up)).isPresent();
        eventually("some lines", () -> workload.lines(task, "main").size() > 6);
        workload.stop(task, "enough");
        endsAsItShould(task);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "STOP, BEFORE",
        "STOP, AFTER",
        "REMOVE, BEFORE",
        "REMOVE, AFTER",
    })
    void isGoneAllTheSameWhenItIsKilledWhileATaskStops(Call call, Side side) throws Exception {
        var task = workload.running(workload.runPublic(definition));
        eventually("some lines", () -> workload.lines(task, "main").size() > 6);
        gate.hold(call, side);
        workload.stop(task, "enough");
        gate.awaitCaught(PATIENCE);
        assertThat(workload.describe(task).lastStatus()).isEqualTo(call == Call.STOP ? "STOPPING" : "DEPROVISIONING");
        scene.killAndStartAgain();
        endsAsItShould(task);
    }

    /** The shortest period that ECS allows is a minute. */
    @Test
    void doublesNoRestart() throws Exception {
        var restarted = workload.register(
                "restarted",
                shell("main", "echo a life; sleep 61; exit 9")
                        .stopTimeout(2)
                        .restartPolicy(policy -> policy.enabled(true).restartAttemptPeriod(60)));
        var task = workload.running(workload.run(restarted));
        gate.hold(Call.START, Side.AFTER);
        gate.awaitCaught(PATIENCE.multipliedBy(2)); // its second start
        scene.killAndStartAgain();
        eventually("the second life", () -> workload.lines(task, "main").size() == 2);
        assertThat(workload.describe(task).lastStatus()).isEqualTo("RUNNING");
        workload.stop(task, "enough");
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(workload.lines(over, "main")).containsExactly("a life", "a life");
        before.isAllThereIs(scene.installation());
    }

    private static void endsAsItShould(Task task) {
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("enough");
        assertThat(over.containers()).allSatisfy(container -> {
            assertThat(container.lastStatus()).isEqualTo("STOPPED");
            assertThat(container.exitCode()).isZero();
        });
        assertThat(workload.lines(over, "first")).containsExactly("one");
        hasEveryLineOnce(workload, over);
        before.isAllThereIs(scene.installation());
    }
}
