package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels that containers bear in the engine: those the agent gives them, and the definition's own. */
public final class TaskLabels {
    private static final String PREFIX = "com.amazonaws.ecs.";

    private TaskLabels() {}

    /** Of every container of a task. */
    static Map<String, String> of(Task task) {
        return Map.of(
                PREFIX + "cluster", task.cluster(),
                PREFIX + "task-arn", task.arn(),
                PREFIX + "task-definition-family", task.spec().family(),
                PREFIX + "task-definition-version", String.valueOf(task.spec().revision()));
    }

    /** Of one container, beside its task's. */
    static Map<String, String> ofContainer(ContainerDefinition definition) {
        var all = new LinkedHashMap<String, String>(definition.dockerLabelsOrEmpty());
        all.put(PREFIX + "container-name", definition.nameOr(""));
        return all;
    }

    /** All that a container bears but the engine's own. */
    public static Map<String, String> all(Task task, ContainerDefinition definition) {
        var all = new LinkedHashMap<String, String>(ofContainer(definition));
        all.putAll(new java.util.TreeMap<>(of(task)));
        return all;
    }
}
