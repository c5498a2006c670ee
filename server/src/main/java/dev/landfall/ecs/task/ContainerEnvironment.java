package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables a container finds: the platform's own, then those of environment files, the definition's, the run's and
 * secrets, then those by which the agent is found. A later one wins.
 */
final class ContainerEnvironment {
    private final ContainerEndpoints endpoints;

    ContainerEnvironment(ContainerEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    Map<String, String> of(
            Task task,
            RegisterTaskDefinitionRequest whole,
            ContainerDefinition definition,
            ContainerOverride override,
            ContainerConfiguration given) {
        var mode = whole.networkModeOr(NetworkMode.BRIDGE);
        var all = new LinkedHashMap<String, String>();
        all.put("AWS_EXECUTION_ENV", "AWS_ECS_" + task.spec().launchType().value());
        all.put("AWS_REGION", task.realm().region());
        all.put("AWS_DEFAULT_REGION", task.realm().region());
        all.putAll(endpoints.usual(mode));
        all.putAll(given.files());
        all.putAll(Overrides.environment(definition, override));
        all.putAll(given.secrets());
        all.putAll(FireLens.variables(task, whole, definition));
        all.putAll(endpoints.fixed(task, mode, definition.nameOr("")));
        return all;
    }
}
