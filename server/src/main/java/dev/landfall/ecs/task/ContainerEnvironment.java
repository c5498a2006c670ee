package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables a container finds: the platform's own, then the definition's, then the run's. A later one wins. */
final class ContainerEnvironment {
    private ContainerEnvironment() {}

    static Map<String, String> of(Task task, ContainerDefinition definition, ContainerOverride override) {
        var all = new LinkedHashMap<String, String>();
        all.put("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE");
        all.put("AWS_REGION", task.realm().region());
        all.put("AWS_DEFAULT_REGION", task.realm().region());
        all.putAll(Overrides.environment(definition, override));
        return all;
    }
}
