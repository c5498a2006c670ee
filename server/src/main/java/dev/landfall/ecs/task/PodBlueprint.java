package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.Pod;

/** Draws the pod of a task: which containers the engine is to bring to which level, and where. */
final class PodBlueprint {

    private final ContainerBlueprint containers;

    PodBlueprint(Images images, ContainerOutput output, ContainerEnvironment environment) {
        this.containers = new ContainerBlueprint(images, output, environment);
    }

    Pod pod(Task task, TaskDefinition definition, Step.Ensure wanted, TaskConfiguration configuration) {
        var spec = definition.spec();
        var drawn = spec.containerDefinitionsOrEmpty().stream()
                .map(c -> new Pod.Container(
                        containers.spec(task, spec, c, FireLens.given(spec, c, configuration)),
                        wanted.containers().getOrDefault(c.nameOr(""), new Pod.Level.Waiting())))
                .toList();
        return new Pod(
                task.id().pod(),
                wanted.level().generation(),
                SandboxBlueprint.of(task, definition),
                ContainerLimits.envelope(task),
                drawn,
                TaskLabels.of(task));
    }
}
