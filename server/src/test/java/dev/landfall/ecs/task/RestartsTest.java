package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(100);

    private final Task task = see(Tasks.with(new Phase.Running(), List.of(Tasks.restarted("app"))), running(T0));

    @Test
    void startsAnEssentialContainerAgainInsteadOfEndingItsTask() {
        var ended = see(task, exited(T0, 60, 1));
        assertThat(ended.stop()).isEmpty();
        assertThat(app(ended).restarts().orElseThrow().count()).isEqualTo(1);
        assertThat(app(ended).lastStatus()).isEqualTo("RUNNING");
        assertThat(app(ended).exitCode()).isEmpty();
        assertThat(app(ended).lives()).isEqualTo(1);

        var again = see(ended, running(T1));
        assertThat(app(again).state()).isEqualTo(running(T1));
        assertThat(app(again).lives()).isEqualTo(2);
    }

    @Test
    void countsARestartOnceHoweverOftenItIsSeen() {
        var ended = see(see(task, exited(T0, 60, 1)), exited(T0, 60, 1));
        assertThat(app(ended).restarts().orElseThrow().count()).isEqualTo(1);
        var late = see(see(ended, running(T1)), exited(T0, 60, 1));
        assertThat(app(late).state()).as("what was seen late").isEqualTo(running(T1));
    }

    @Test
    void endsWhatRanTooShort() {
        assertThat(see(task, exited(T0, 59, 1)).stop())
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED));
        var again = see(see(task, exited(T0, 60, 1)), running(T1));
        var short2 = see(again, exited(T1, 59, 1));
        assertThat(short2.stop()).isPresent();
        assertThat(app(short2).exitCode()).hasValue(1);
    }

    @Test
    void endsWhatExitedWithAnIgnoredCode() {
        assertThat(see(task, exited(T0, 600, 7)).stop()).isPresent();
    }

    @Test
    void doesNotStartAgainWhatIsToldToStop() {
        var stopped = see(task.end(new Stop(TaskStopCode.USER_INITIATED, "enough", T0)), exited(T0, 600, 1));
        assertThat(app(stopped).restarting()).isFalse();
        assertThat(app(stopped).exitCode()).hasValue(1);
    }

    @Test
    void seesALifeThatBeganAsTheTaskWasToldToStop() {
        var ended = see(task, exited(T0, 60, 1)).end(new Stop(TaskStopCode.USER_INITIATED, "enough", T1));
        var again = see(ended, running(T1));
        assertThat(app(again).hasEnded()).isFalse();
        assertThat(app(see(again, exited(T1, 5, 143))).exitCode()).hasValue(143);
    }

    @Test
    void endsWhenItCannotBeStartedAgain() {
        var fault = new EngineFault(EngineFault.Step.START, "no such file");
        var failed = see(see(task, exited(T0, 60, 1)), new ContainerState.Failed(Optional.of("id"), fault));
        assertThat(failed.stop()).isPresent();
        assertThat(StoppedReasons.of(failed).of(app(failed))).hasValue("CannotStartContainerError: no such file");
        assertThat(app(failed).lives()).as("lives whose lines are to be read").isEqualTo(1);
    }

    private static TaskContainer app(Task of) {
        return of.container("app");
    }

    private static Task see(Task before, ContainerState state) {
        var seen = new Observation(
                Tasks.ID.pod(),
                1,
                new SandboxState.Ready("172.31.0.9", "02:42:ac:1f:00:09"),
                Map.of("app", state),
                Optional.empty(),
                Optional.empty());
        return TaskLife.on(before, seen, T0);
    }

    private static ContainerState running(Instant since) {
        return new ContainerState.Running("id", Optional.empty(), since, ContainerState.Health.NONE);
    }

    private static ContainerState exited(Instant since, int seconds, int code) {
        return new ContainerState.Exited("id", Optional.empty(), since, since.plusSeconds(seconds), code, false);
    }
}
