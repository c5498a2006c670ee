package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.ecs.task.Dependency.Condition;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of containers that wait for what never comes. */
class DependenciesTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void givesUpWhatWaitsForASuccessThatFailed() {
        var task = task(
                Tasks.container("migration", false),
                Tasks.waiting("app", true, new Dependency("migration", Condition.SUCCESS)));
        var after = on(task, "migration", exited(1), T0);

        assertThat(after.container("app").lastStatus()).isEqualTo("STOPPED");
        assertThat(after.container("app").exitCode()).hasValue(143);
        assertThat(StoppedReasons.of(after).of(after.container("app")))
                .hasValue("CannotStartContainerError: dependency graph: failed to resolve container ordering dependency"
                        + " [migration(migration:1) (STOPPED->RUNNING) - Exit: 1] for target [app(app:1) (NONE->RUNNING)]"
                        + " as dependency did not exit successfully.");
        assertThat(after.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.code()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(stop.reason()).isEqualTo("Task failed to start");
        });
    }

    @Test
    void goesOnWithoutWhatIsNotEssential() {
        var task = task(
                Tasks.container("app", true),
                Tasks.container("seed", false),
                Tasks.waiting("warmer", false, new Dependency("seed", Condition.SUCCESS)));
        var after = on(on(task, "seed", exited(1), T0), "app", running(), T0);

        assertThat(after.container("warmer").hasEnded()).isTrue();
        assertThat(after.stop()).isEmpty();
        assertThat(TaskLife.allStarted(after)).isTrue();
    }

    @Test
    void givesUpWhateverWaitsForWhatWasGivenUp() {
        var task = task(
                Tasks.container("seed", false),
                Tasks.waiting("index", false, new Dependency("seed", Condition.SUCCESS)),
                Tasks.waiting("app", true, new Dependency("index", Condition.START)));
        var after = on(task, "seed", exited(2), T0);

        assertThat(StoppedReasons.of(after).of(after.container("app")).orElseThrow())
                .endsWith("for target [app(app:1) (NONE->RUNNING)] because dependency will never start");
        assertThat(after.stop()).isPresent();
    }

    @Test
    void givesUpWhatWaitsForWhatCannotBeStarted() {
        var fault = new EngineFault(EngineFault.Step.START, "no such file");
        var task = task(
                Tasks.container("seed", false), Tasks.waiting("app", true, new Dependency("seed", Condition.START)));
        var after = on(task, "seed", new ContainerState.Failed(Optional.of("id"), fault), T0);

        assertThat(StoppedReasons.of(after).of(after.container("seed")))
                .hasValue("CannotStartContainerError: no such file");
        assertThat(StoppedReasons.of(after).of(after.container("app")).orElseThrow())
                .endsWith("because dependency will never start");
    }

    @Test
    void givesUpWhatWaitsTooLong() {
        var task = task(Tasks.timed("slow", 10), Tasks.waiting("app", true, new Dependency("slow", Condition.HEALTHY)));
        var waiting = on(task, "slow", running(), T0.plusSeconds(10));
        assertThat(waiting.stop()).isEmpty();
        assertThat(Dependencies.nextTimeout(waiting)).hasValue(T0.plusSeconds(10));

        var late = on(waiting, "slow", running(), T0.plusSeconds(11));
        assertThat(StoppedReasons.of(late).of(late.container("app")))
                .hasValue("CannotStartContainerError: dependency graph: container ordering dependency"
                        + " [slow(slow:1) (RUNNING->RUNNING)] for target [app(app:1) (NONE->RUNNING)] has timed out.");
        assertThat(late.stop()).isPresent();
        assertThat(Dependencies.nextTimeout(late)).isEmpty();
    }

    @Test
    void doesNotTimeOutWhatWasMadeInTime() {
        var task = task(Tasks.timed("slow", 10), Tasks.waiting("app", true, new Dependency("slow", Condition.HEALTHY)));
        var made = on(on(task, "slow", running(), T0), "app", new ContainerState.Created("id", Optional.empty()), T0);
        assertThat(TaskLife.on(made, seen(Map.of()), T0.plusSeconds(60)).stop()).isEmpty();
    }

    @Test
    void waitsForeverWithoutATimeout() {
        var task = task(
                Tasks.container("slow", false), Tasks.waiting("app", true, new Dependency("slow", Condition.COMPLETE)));
        assertThat(on(task, "slow", running(), T0.plusSeconds(100_000)).stop()).isEmpty();
    }

    private static Task task(TaskContainer... containers) {
        return Tasks.with(new Phase.Activating(), List.of(containers));
    }

    private static Task on(Task task, String container, ContainerState state, Instant now) {
        return TaskLife.on(task, seen(Map.of(container, state)), now);
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
        return new ContainerState.Running("id", Optional.empty(), T0, ContainerState.Health.STARTING);
    }

    private static ContainerState exited(int code) {
        return new ContainerState.Exited("id", Optional.empty(), T0, T0.plusSeconds(1), code, false);
    }
}
