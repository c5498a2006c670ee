package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecs.task.Dependency.Condition;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Health;
import dev.landfall.engine.Pod.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerLevelsTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
    private static final Level RUNNING = new Level.Running();
    private static final Level WAITING = new Level.Waiting();
    private static final Level PULLED = new Level.Pulled();
    private static final Level STOPPED = new Level.Stopped(30);

    @Test
    void startsWhatWasNotStartedYet() {
        assertThat(running(Tasks.container("app", true))).isEqualTo(RUNNING);
        assertThat(running(Tasks.container("app", true).seen(new ContainerState.Created("id", Optional.empty()))))
                .isEqualTo(RUNNING);
    }

    @Test
    void neverStartsAContainerASecondTime() {
        assertThat(running(Tasks.container("app", true).seen(alive(Health.NONE))))
                .isEqualTo(WAITING);
        assertThat(running(Tasks.container("app", true).seen(exited(0)))).isEqualTo(STOPPED);
    }

    @Test
    void startsAgainWhatItsPolicyRestarts() {
        var over = exited(1);
        var restarting = Tasks.restarted("app").seen(over).again(over);
        assertThat(running(restarting)).isEqualTo(new Level.Running(Optional.of(over.startedAt())));
        assertThat(running(restarting.seen(alive(Health.NONE)))).isEqualTo(WAITING);
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void pullsTheImageOfWhatWaits(Condition condition) {
        assertThat(of(condition, new ContainerState.Absent())).isEqualTo(PULLED);
        assertThat(of(condition, new ContainerState.Pulling(T0))).isEqualTo(PULLED);
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void startsWhatWaitedOnceItsConditionHolds(Condition condition) {
        var created = new ContainerState.Created("id", Optional.empty());
        assertThat(of(condition, created)).isEqualTo(condition == Condition.CREATE ? RUNNING : PULLED);
        var started = condition == Condition.CREATE || condition == Condition.START;
        assertThat(of(condition, alive(Health.STARTING))).isEqualTo(started ? RUNNING : PULLED);
        assertThat(of(condition, alive(Health.HEALTHY)))
                .isEqualTo(started || condition == Condition.HEALTHY ? RUNNING : PULLED);
        assertThat(of(condition, exited(0))).isEqualTo(condition == Condition.HEALTHY ? PULLED : RUNNING);
        assertThat(of(condition, exited(3))).isEqualTo(started || condition == Condition.COMPLETE ? RUNNING : PULLED);
    }

    @Test
    void stopsInReverseOrder() {
        var database = Tasks.container("database", true).seen(alive(Health.HEALTHY));
        var app = Tasks.waiting("app", true, new Dependency("database", Condition.HEALTHY))
                .seen(alive(Health.NONE));
        var proxy = Tasks.waiting("proxy", true, new Dependency("app", Condition.START))
                .seen(alive(Health.NONE));

        assertThat(stopping(false, database, app, proxy)).containsExactly(WAITING, WAITING, STOPPED);
        assertThat(stopping(true, database, app, proxy.seen(exited(0)))).containsExactly(WAITING, STOPPED, STOPPED);
        assertThat(stopping(true, database, app.seen(exited(0)), proxy.seen(exited(0))))
                .containsExactly(STOPPED, STOPPED, STOPPED);
    }

    @Test
    void doesNotTakeWhatIsNotThereForStoppedBeforeItWasAskedToStop() {
        var database = Tasks.container("database", true).seen(alive(Health.NONE));
        var app = Tasks.waiting("app", true, new Dependency("database", Condition.START));
        assertThat(stopping(false, database, app)).containsExactly(WAITING, STOPPED);
        assertThat(stopping(true, database, app)).containsExactly(STOPPED, STOPPED);
    }

    @Test
    void doesNotTakeWhatIsStartedAgainForStopped() {
        var over = exited(1);
        var task = Tasks.with(
                new Phase.Stopping(T0),
                List.of(Tasks.restarted("app").seen(over).again(over)));
        assertThat(TaskLife.allEnded(task, false)).isFalse();
        assertThat(TaskLife.allEnded(task, true)).isTrue();
    }

    private static Level of(Condition condition, ContainerState on) {
        var first = Tasks.container("first", false).seen(on);
        var second = Tasks.waiting("second", true, new Dependency("first", condition));
        var task = Tasks.with(new Phase.Activating(), List.of(first, second));
        return ContainerLevels.running(task).get("second");
    }

    private static Level running(TaskContainer container) {
        return ContainerLevels.running(Tasks.with(new Phase.Running(), List.of(container)))
                .get(container.name());
    }

    private static List<Level> stopping(boolean settled, TaskContainer... containers) {
        var task = Tasks.with(new Phase.Stopping(T0), List.of(containers));
        return List.copyOf(ContainerLevels.stopping(task, settled).values());
    }

    private static ContainerState alive(Health health) {
        return new ContainerState.Running("id", Optional.empty(), T0.plusSeconds(90), health);
    }

    private static ContainerState.Exited exited(int code) {
        return new ContainerState.Exited("id", Optional.empty(), T0, T0.plusSeconds(60), code, false);
    }
}
