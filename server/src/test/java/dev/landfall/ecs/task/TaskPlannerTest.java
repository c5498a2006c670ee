package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.Pod.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Stop ENOUGH = new Stop(TaskStopCode.USER_INITIATED, "enough", NOW);

    @Test
    void givesATaskItsInterfaceFirst() {
        assertThat(plan(Tasks.of(new Phase.Provisioning(), "app"))).containsExactly(new Step.Provision());
    }

    @Test
    void takesAwayATaskThatIsStoppedBeforeAnythingStarted() {
        assertThat(plan(Tasks.of(new Phase.Provisioning(), "app").end(ENOUGH)))
                .containsExactly(new Step.Move(new Phase.Deprovisioning()));
        assertThat(plan(Tasks.of(new Phase.Pending(), "app").end(ENOUGH)))
                .containsExactly(new Step.Move(new Phase.Deprovisioning()));
    }

    @Test
    void doesNotSayRunningBeforeItsPublicAddressAnswers() {
        var task = started(new Phase.Activating());
        assertThat(TaskPlanner.plan(new TaskView(task, true, false, false, false, false), NOW))
                .contains(new Step.Publish())
                .doesNotContain(new Step.Move(new Phase.Running()));
        assertThat(TaskPlanner.plan(new TaskView(task, true, true, false, false, false), NOW))
                .contains(new Step.Move(new Phase.Running()));
    }

    @Test
    void publishesNothingBeforeItsSandboxStands() {
        var task = Tasks.of(new Phase.Activating(), "app");
        assertThat(TaskPlanner.plan(new TaskView(task, false, false, false, false, false), NOW))
                .containsExactly(ensure(new Level.Running()));
    }

    @Test
    void publishesAndForwardsAgainAfterARestart() {
        assertThat(TaskPlanner.plan(new TaskView(started(new Phase.Running()), true, false, false, false, false), NOW))
                .containsExactly(ensure(new Level.Waiting()), new Step.Publish(), new Step.Forward("app"));
    }

    @Test
    void keepsContainersUntilTheirLastLineIsStored() {
        var exited = Tasks.with(new Phase.Stopping(NOW), List.of(exited())).end(ENOUGH);
        assertThat(TaskPlanner.plan(new TaskView(exited, true, true, true, false, false), NOW))
                .doesNotContain(new Step.Move(new Phase.Deprovisioning()));
        assertThat(TaskPlanner.plan(new TaskView(exited, true, true, true, true, false), NOW))
                .contains(new Step.Move(new Phase.Deprovisioning()));
    }

    @Test
    void givesTheAddressBackOnlyWhenThePodIsGone() {
        var task = Tasks.of(new Phase.Deprovisioning(), "app").end(ENOUGH);
        assertThat(TaskPlanner.plan(new TaskView(task, true, true, true, true, false), NOW))
                .first()
                .isEqualTo(new Step.Remove());
        assertThat(TaskPlanner.plan(new TaskView(task, true, true, true, true, true), NOW))
                .containsExactly(new Step.Release());
    }

    private static Step ensure(Level level) {
        return new Step.Ensure(Step.LevelOf.RUNNING, Map.of("app", level));
    }

    private static Task started(Phase phase) {
        var running = new ContainerState.Running("id", Optional.empty(), NOW, ContainerState.Health.NONE);
        return Tasks.with(phase, List.of(Tasks.container("app", true).seen(running)));
    }

    private static TaskContainer exited() {
        return Tasks.container("app", true).seen(new ContainerState.Exited("id", Optional.empty(), NOW, NOW, 0, false));
    }

    private static List<Step> plan(Task task) {
        return TaskPlanner.plan(new TaskView(task, true, true, false, false, false), NOW);
    }
}
