package dev.landfall.ecs.explain;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.ecs.task.Conduct;
import dev.landfall.ecs.task.Dependency;
import dev.landfall.ecs.task.Phase;
import dev.landfall.ecs.task.Stop;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.ecs.task.Tasks;
import dev.landfall.engine.ContainerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tasks that were told to stop ten seconds after they began, to be explained. */
final class Stopped {
    private static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");

    private Stopped() {}

    static Instant second(double second) {
        return BEGAN.plusMillis((long) (second * 1_000));
    }

    static ContainerState exited(double second, int code) {
        return new ContainerState.Exited("id", Optional.empty(), BEGAN, second(second), code, false);
    }

    static TaskContainer container(String name, boolean essential, ContainerState state, Dependency... on) {
        return new TaskContainer(
                name,
                "5b0c7d1e-0000-4000-8000-000000000000",
                name + ":1",
                essential,
                "0",
                Optional.of(64),
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.empty(),
                Optional.of(new Conduct(List.of(on), Optional.empty(), Optional.empty())),
                Optional.empty(),
                Optional.empty());
    }

    static TaskCase task(TaskStopCode code, String reason, TaskContainer... containers) {
        var plain = Tasks.of(new Phase.Running(), "app");
        var stop = new Stop(code, reason, second(10));
        var task = new Task(
                plain.id(),
                plain.realm(),
                plain.cluster(),
                plain.spec(),
                new Phase.Stopped(second(50)),
                Optional.of(stop),
                plain.network(),
                List.of(containers),
                plain.times(),
                2);
        return new TaskCase(task, Optional.empty(), TaskMoments.NONE, Optional.empty(), second(60));
    }
}
