package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.Pod;
import java.util.Map;

/** Draws the pod of a task: which containers the engine is to bring to which level, and where. */
final class PodBlueprint {
    private static final int DEFAULT_STOP_TIMEOUT_SECONDS = 30;
    static final String LABEL = "com.amazonaws.ecs.";

    private final ContainerBlueprint containers;

    PodBlueprint(Images images, ContainerOutput output) {
        this.containers = new ContainerBlueprint(images, output);
    }

    Pod pod(Task task, TaskDefinition definition, Step.LevelOf level, TaskConfiguration configuration) {
        var spec = definition.spec();
        var drawn = spec.containerDefinitionsOrEmpty().stream()
                .map(c -> new Pod.Container(
                        containers.spec(task, spec, c, configuration.of(c.nameOr(""))), level(task, c, level)))
                .toList();
        return new Pod(task.id().pod(), level.generation(), SandboxBlueprint.of(task, definition), drawn, labels(task));
    }

    /** One that was started once is never started again, also where somebody removed it while nobody looked. */
    private static Pod.Level level(Task task, ContainerDefinition definition, Step.LevelOf level) {
        var container = task.container(definition.nameOr(""));
        var wanted = container.hasEnded() ? Step.LevelOf.STOPPED : level;
        return wanted == Step.LevelOf.RUNNING && container.hasStarted()
                ? new Pod.Level.Waiting()
                : wanted.engineLevel(graceSeconds(definition));
    }

    private static int graceSeconds(ContainerDefinition definition) {
        return definition.stopTimeoutOr(DEFAULT_STOP_TIMEOUT_SECONDS);
    }

    private static Map<String, String> labels(Task task) {
        return Map.of(
                LABEL + "cluster", task.cluster(),
                LABEL + "task-arn", task.arn(),
                LABEL + "task-definition-family", task.spec().family(),
                LABEL + "task-definition-version", String.valueOf(task.spec().revision()));
    }
}
