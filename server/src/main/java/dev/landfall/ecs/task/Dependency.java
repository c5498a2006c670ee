package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerCondition;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What one container waits for in another before it is made, and outlives at the end: a container is stopped only when
 * all that depend on it are.
 *
 * @param container the one that must come first
 */
public record Dependency(String container, Condition condition) {
    /** AWS's conditions, and the one that the agent adds for {@code volumesFrom}. */
    public enum Condition {
        CREATE,
        START,
        COMPLETE,
        SUCCESS,
        HEALTHY;

        private static Condition of(ContainerCondition condition) {
            return switch (condition) {
                case START -> START;
                case COMPLETE -> COMPLETE;
                case SUCCESS -> SUCCESS;
                case HEALTHY -> HEALTHY;
            };
        }
    }

    /** As declared, and as the agent derives them from links, borrowed volumes and the log router. */
    static List<Dependency> of(RegisterTaskDefinitionRequest spec, ContainerDefinition definition) {
        var all = new ArrayList<Dependency>();
        definition
                .dependsOnOrEmpty()
                .forEach(on -> all.add(new Dependency(
                        on.containerNameOr(""), Condition.of(on.conditionOr(ContainerCondition.START)))));
        definition.linksOrEmpty().forEach(link -> all.add(new Dependency(link.split(":", 2)[0], Condition.START)));
        definition
                .volumesFromOrEmpty()
                .forEach(from -> all.add(new Dependency(from.sourceContainerOr(""), Condition.CREATE)));
        FireLens.routerOf(spec, definition)
                .map(router -> new Dependency(router.nameOr(""), Condition.START))
                .filter(router -> all.stream().noneMatch(on -> on.container().equals(router.container())))
                .ifPresent(all::add);
        return List.copyOf(all);
    }
}
