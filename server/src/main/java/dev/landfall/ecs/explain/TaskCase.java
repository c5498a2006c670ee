package dev.landfall.ecs.explain;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.PodTimings.ContainerTimings;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is known of one task at a moment.
 *
 * @param definition empty where it was deleted after the task had ended
 * @param trouble why the engine does not answer
 */
record TaskCase(
        Task task, Optional<TaskDefinition> definition, TaskMoments moments, Optional<String> trouble, Instant now) {
    ContainerTimings timings(String container) {
        return moments.pod().containers().getOrDefault(container, ContainerTimings.NONE);
    }

    ContainerDefinition definition(TaskContainer container) {
        return definition.stream()
                .flatMap(one -> one.spec().containerDefinitionsOrEmpty().stream())
                .filter(one -> container.name().equals(one.name()))
                .findFirst()
                .orElseGet(() ->
                        ContainerDefinition.builder().name(container.name()).build());
    }

    /** When a phase was entered. */
    Optional<Instant> entered(String lastStatus) {
        return Optional.ofNullable(moments.phases().get(lastStatus));
    }

    /** When nothing went on to start any more: what was not over by then never was. */
    Instant end() {
        return task.stop().map(stop -> stop.at()).orElse(now);
    }

    static Optional<Instant> startedAt(ContainerState state) {
        return switch (state) {
            case ContainerState.Running running -> Optional.of(running.startedAt());
            case ContainerState.Exited exited -> Optional.of(exited.startedAt());
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
            case ContainerState.Created c -> Optional.empty();
            case ContainerState.Failed f -> Optional.empty();
        };
    }
}
