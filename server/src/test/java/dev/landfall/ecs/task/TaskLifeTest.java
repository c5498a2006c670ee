package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.HealthProbe;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLifeTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
    private static final Optional<String> DIGEST = Optional.of("sha256:" + "a".repeat(64));

    @Test
    void isNotRunningBeforeEveryContainerWasSeenRunning() {
        var task = Tasks.of(new Phase.Activating(), "app", "sidecar");
        var half = TaskLife.on(task, seen(Map.of("app", running(), "sidecar", new ContainerState.Pulling(T0))), T0);
        assertThat(TaskLife.allStarted(half)).isFalse();
        var whole = TaskLife.on(half, seen(Map.of("app", running(), "sidecar", running())), T0);
        assertThat(TaskLife.allStarted(whole)).isTrue();
    }

    @Test
    void endsWhenAnEssentialContainerExits() {
        var task = Tasks.of(new Phase.Running(), "app", "sidecar");
        var ended = TaskLife.on(task, seen(Map.of("app", exited(3), "sidecar", running())), T0);
        assertThat(ended.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.code()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
            assertThat(stop.reason()).isEqualTo("Essential container in task exited");
        });
        assertThat(ended.desiredStatus()).isEqualTo("STOPPED");
    }

    @Test
    void hasFailedToStartWhenItNeverRanAsAWhole() {
        var task = Tasks.of(new Phase.Activating(), "app", "sidecar");
        var ended = TaskLife.on(
                task, seen(Map.of("app", exited(3), "sidecar", new ContainerState.Pulling(T0))), T0.plusSeconds(2));
        assertThat(ended.stop())
                .hasValue(new Stop(TaskStopCode.TASK_FAILED_TO_START, "Task failed to start", T0.plusSeconds(2)));
        assertThat(ended.container("app").exitCode()).hasValue(3);
        assertThat(ended.times().startedAt()).isEmpty();
        assertThat(ended.times().executionStoppedAt()).hasValue(T0.plusSeconds(1));
        assertThat(ended.times().stoppingAt()).hasValue(T0.plusSeconds(2));

        var late = new ContainerState.Running("late", DIGEST, T0.plusSeconds(2), ContainerState.Health.NONE);
        assertThat(TaskLife.on(task, seen(Map.of("app", exited(3), "sidecar", late)), T0.plusSeconds(3))
                        .stop())
                .as("the one had ended before the other began")
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START));
    }

    @Test
    void hasRunWhenItsLastContainerBeganBeforeTheFirstEnded() {
        var task = Tasks.of(new Phase.Activating(), "app", "sidecar");
        var ended = TaskLife.on(task, seen(Map.of("app", exited(0), "sidecar", running())), T0.plusSeconds(2));
        assertThat(ended.stop())
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED));
        assertThat(ended.times().startedAt()).hasValue(T0);
        assertThat(ended.times().executionStoppedAt()).hasValue(T0.plusSeconds(1));
    }

    /** As the agent records it: when the container was known not to run, also where it never did. */
    @Test
    void tellsWhenExecutionStoppedOfAContainerThatNeverRan() {
        var fault = new EngineFault(EngineFault.Step.START, "no such file");
        var never = new ContainerState.Failed(Optional.of("id"), fault);
        var task = Tasks.of(new Phase.Activating(), "app");
        var failed = TaskLife.on(task, seen(Map.of("app", never)), T0.plusSeconds(4));
        assertThat(failed.times().executionStoppedAt()).hasValue(T0.plusSeconds(4));
        assertThat(failed.times().startedAt()).isEmpty();
    }

    @Test
    void isStoppingFromWhenItWasToldToEnd() {
        var stop = new Stop(TaskStopCode.USER_INITIATED, "enough", T0.plusSeconds(7));
        for (var phase : List.of(new Phase.Provisioning(), new Phase.Pending(), new Phase.Running())) {
            assertThat(Tasks.of(phase, "app").end(stop).times().stoppingAt()).hasValue(T0.plusSeconds(7));
        }
    }

    @Test
    void goesOnWhenAContainerThatIsNotEssentialExits() {
        var task =
                Tasks.with(new Phase.Running(), List.of(Tasks.container("app", true), Tasks.container("init", false)));
        var after = TaskLife.on(task, seen(Map.of("app", running(), "init", exited(0))), T0);
        assertThat(after.stop()).isEmpty();
    }

    @Test
    void tellsTheTrueCauseOfAFailedPull() {
        var fault = new EngineFault(EngineFault.Step.PULL, "manifest unknown");
        var task = Tasks.of(new Phase.Activating(), "app");
        var failed = TaskLife.on(task, seen(Map.of("app", new ContainerState.Failed(Optional.empty(), fault))), T0);
        assertThat(failed.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.code()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(stop.reason()).isEqualTo("CannotPullContainerError: manifest unknown");
        });
    }

    @Test
    void takesAContainerThatSomebodyRemovedForEnded() {
        var task = Tasks.of(new Phase.Running(), "app");
        var up = TaskLife.on(task, seen(Map.of("app", running())), T0);
        var gone = TaskLife.on(up, seen(Map.of("app", new ContainerState.Absent())), T0);
        assertThat(gone.stop()).isPresent();
        assertThat(StoppedReasons.of(gone).of(gone.container("app")))
                .hasValue("ContainerVanishedError: No container matching saved ID found");
    }

    @Test
    void keepsTheExitOfAContainerThatWasRemovedAfterIt() {
        var task = TaskLife.on(Tasks.of(new Phase.Running(), "app"), seen(Map.of("app", exited(7))), T0);
        var after = TaskLife.on(task, seen(Map.of("app", new ContainerState.Absent())), T0);
        assertThat(after.container("app").state()).isEqualTo(exited(7));
    }

    @Test
    void learnsLaterThatMemoryRanOut() {
        var at = T0.plusSeconds(1);
        var killed = new ContainerState.Exited("id", DIGEST, T0, at, 137, false);
        var because = new ContainerState.Exited("id", DIGEST, T0, at, 137, true);
        var task = TaskLife.on(Tasks.of(new Phase.Running(), "app"), seen(Map.of("app", killed)), at);
        var after = TaskLife.on(task, seen(Map.of("app", because)), at);
        assertThat(after.container("app").state()).isEqualTo(because);
        assertThat(TaskLife.on(after, seen(Map.of("app", killed)), at)).isEqualTo(after);
    }

    @Test
    void keepsTheFirstReason() {
        var stop = new Stop(TaskStopCode.USER_INITIATED, "enough", T0);
        var task = Tasks.of(new Phase.Running(), "app").end(stop);
        var after = TaskLife.on(task, seen(Map.of("app", exited(143))), T0);
        assertThat(after.stop()).hasValue(stop);
    }

    @Test
    void saysThatMemoryRanOut() {
        var state = new ContainerState.Exited("id", DIGEST, T0, T0, 137, true);
        assertThat(StoppedReasons.of(Tasks.of(new Phase.Running(), "app"))
                        .of(Tasks.container("app", true).seen(state)))
                .hasValue("OutOfMemoryError: Container killed due to memory usage");
    }

    /** Whatever is lost, doubled or seen late: a task's rank never falls, its first reason stays, ends are final. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void livesForwardUnderAnyObservations(long seed) {
        var random = new Random(seed);
        for (var life = 0; life < 200; life++) {
            var task = Tasks.of(new Phase.Activating(), "app", "sidecar");
            for (var step = 0; step < 20; step++) {
                var before = task;
                task = TaskLife.on(
                        task, seen(Map.of("app", any(random), "sidecar", any(random))), T0.plusSeconds(step));
                task = maybeMove(task, random, step);
                assertThat(task.phase().rank())
                        .isGreaterThanOrEqualTo(before.phase().rank());
                if (before.stop().isPresent()) {
                    assertThat(task.stop()).isEqualTo(before.stop());
                }
                for (var container : before.containers()) {
                    if (container.hasEnded()) {
                        assertThat(task.container(container.name()).state()).isEqualTo(container.state());
                    }
                }
            }
        }
    }

    private static Task maybeMove(Task task, Random random, int step) {
        var phases = List.of(
                new Phase.Running(),
                new Phase.Deactivating(),
                new Phase.Stopping(T0.plusSeconds(step)),
                new Phase.Deprovisioning());
        var next = phases.get(random.nextInt(phases.size()));
        return random.nextInt(6) == 0 && next.rank() > task.phase().rank() ? task.move(next) : task;
    }

    private static ContainerState any(Random random) {
        var states = new ArrayList<ContainerState>(List.of(
                new ContainerState.Absent(),
                new ContainerState.Pulling(T0),
                new ContainerState.Created("id", DIGEST),
                running(),
                running(),
                exited(random.nextInt(3)),
                new ContainerState.Failed(Optional.empty(), new EngineFault(EngineFault.Step.START, "no such file"))));
        return states.get(random.nextInt(states.size()));
    }

    @Test
    void keepsWhatLedToAVerdictForAsLongAsItStands() {
        var up = Tasks.of(new Phase.Running(), "app");
        var sick = TaskLife.on(up, seen(Map.of("app", unhealthy("no answer"))), T0);
        var still = TaskLife.on(sick, seen(Map.of("app", unhealthy("another word"))), T0);
        assertThat(still.container("app").state()).isEqualTo(unhealthy("no answer"));
        var well = new ContainerState.Running(
                "id", DIGEST, T0, ContainerState.Health.HEALTHY, Optional.of(new HealthProbe(0, "fine")));
        assertThat(TaskLife.on(still, seen(Map.of("app", well)), T0)
                        .container("app")
                        .state())
                .isEqualTo(well);
    }

    private static ContainerState unhealthy(String output) {
        return new ContainerState.Running(
                "id", DIGEST, T0, ContainerState.Health.UNHEALTHY, Optional.of(new HealthProbe(3, output)));
    }

    private static Observation seen(Map<String, ContainerState> containers) {
        return new Observation(
                Tasks.ID.pod(),
                1,
                new SandboxState.Ready("172.31.0.9", "02:42:ac:1f:00:09"),
                containers,
                Optional.empty(),
                Optional.empty());
    }

    private static ContainerState running() {
        return new ContainerState.Running("id", DIGEST, T0, ContainerState.Health.NONE);
    }

    private static ContainerState exited(int code) {
        return new ContainerState.Exited("id", DIGEST, T0, T0.plusSeconds(1), code, false);
    }
}
