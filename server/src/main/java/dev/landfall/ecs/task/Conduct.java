package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import java.util.List;
import java.util.Optional;

/**
 * How a container behaves among those of its task.
 *
 * @param startTimeoutSeconds how long it may take, once started, to what others wait for
 * @param stopTimeoutSeconds between the stop signal and SIGKILL
 */
public record Conduct(
        List<Dependency> dependsOn, Optional<Integer> startTimeoutSeconds, Optional<Integer> stopTimeoutSeconds) {
    public Conduct {
        dependsOn = List.copyOf(dependsOn);
    }

    static Conduct of(RegisterTaskDefinitionRequest spec, ContainerDefinition definition) {
        return new Conduct(
                Dependency.of(spec, definition),
                Optional.ofNullable(definition.startTimeout()),
                Optional.ofNullable(definition.stopTimeout()));
    }
}
