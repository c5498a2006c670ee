package dev.landfall.ecs.explain;

import static dev.landfall.ecs.explain.Stopped.container;
import static dev.landfall.ecs.explain.Stopped.exited;
import static dev.landfall.ecs.explain.Stopped.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.contract.landfall.Cause;
import dev.landfall.ecs.task.Dependency;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.ContainerState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first sentence names what ended the task, whatever else happened before. */
class SummaryTest {
    private static final String EXITED = "Essential container in task exited";

    private static String summary(TaskCase known) {
        return Summary.of(known, List.of(), Causes.of(known));
    }

    private static TaskContainer givenUp(TaskContainer container, String why) {
        return new TaskContainer(
                container.name(),
                container.arnId(),
                container.image(),
                container.essential(),
                container.cpu(),
                container.memoryMiB(),
                container.memoryReservationMiB(),
                container.pullReference(),
                container.state(),
                container.endpoint(),
                container.conduct(),
                container.restarts(),
                Optional.of(why));
    }

    @Test
    void passesOverASidecarThatTheTaskDidWithout() {
        var known = task(
                TaskStopCode.ESSENTIAL_CONTAINER_EXITED,
                EXITED,
                container("side", false, exited(1, 9)),
                container("app", true, exited(9, 0)));
        assertThat(summary(known))
                .isEqualTo(
                        "It stopped: container app (essential) ended 9.00 s after it was started, with exit code 0.");
        assertThat(Causes.of(known))
                .extracting(Cause::containerName)
                .startsWith("side", "app"); // it is told nevertheless, in its place
    }

    @Test
    void namesWhoStoppedATaskWhoseSidecarHadEnded() {
        var known = task(
                TaskStopCode.USER_INITIATED,
                "the release of the week.",
                container("side", false, exited(1, 9)),
                container("app", true, exited(11, 143)));
        assertThat(summary(known)).isEqualTo("It stopped: StopTask was called: the release of the week.");
    }

    @Test
    void tellsWhatWasWaitedForInItsOwnWords() {
        var agents =
                "dependency graph: failed to resolve container ordering dependency [migrate(m:1) (STOPPED->RUNNING)"
                        + " - Exit: 4] for target [web(w:1) (NONE->RUNNING)] as dependency did not exit successfully.";
        var web = container(
                "web", true, new ContainerState.Absent(), new Dependency("migrate", Dependency.Condition.SUCCESS));
        var known = task(
                TaskStopCode.TASK_FAILED_TO_START,
                "Task failed to start",
                givenUp(web, agents),
                container("migrate", false, exited(3, 4)));
        assertThat(summary(known))
                .isEqualTo(
                        "It stopped: container web (essential) was never started: it waits for migrate to succeed, which"
                                + " ended with exit code 4.");
        assertThat(Causes.of(known)).extracting(Cause::containerName).containsExactly("migrate", "web", null);
    }

    @Test
    void tellsThatWhatWasWaitedForTookTooLong() {
        var agents = "dependency graph: container ordering dependency [envoy(e:1) (RUNNING->RUNNING)] for target"
                + " [app(a:1) (NONE->RUNNING)] has timed out.";
        var app = container(
                "app", true, new ContainerState.Absent(), new Dependency("envoy", Dependency.Condition.HEALTHY));
        var known = task(
                TaskStopCode.TASK_FAILED_TO_START,
                "Task failed to start",
                container("envoy", true, exited(11, 143)),
                givenUp(app, agents));
        assertThat(summary(known))
                .endsWith(
                        "was never started: it waits for envoy to be healthy, which took longer than its startTimeout.");
    }

    @Test
    void endsWithOneFullStop() {
        var known = task(
                TaskStopCode.TASK_FAILED_TO_START,
                "Please verify the role.",
                container("app", true, new ContainerState.Absent()));
        assertThat(summary(known)).isEqualTo("It stopped: the task could not start: Please verify the role.");
    }
}
