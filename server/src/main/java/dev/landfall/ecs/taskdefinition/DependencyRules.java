package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerCondition;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerDependency;
import dev.landfall.ecs.EcsFaults;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What containers wait for must exist, make sense, and not go round in a circle. */
final class DependencyRules {
    private DependencyRules() {}

    static void check(List<ContainerDefinition> containers) {
        var byName = containers.stream().collect(Collectors.toMap(c -> c.nameOr(""), Function.identity()));
        for (var container : containers) {
            container.dependsOnOrEmpty().forEach(on -> sensible(container, on, byName));
        }
        var done = new HashSet<String>();
        containers.forEach(container -> walk(container.nameOr(""), byName, new HashSet<>(), done));
    }

    private static void sensible(
            ContainerDefinition container, ContainerDependency on, Map<String, ContainerDefinition> byName) {
        var other = byName.get(on.containerNameOr(""));
        if (other == null || other == container) {
            throw EcsFaults.client("Invalid dependsOn for container '" + container.nameOr("") + "': unknown container '"
                    + on.containerNameOr("") + "'.");
        }
        var condition = on.conditionOr(ContainerCondition.START);
        var waitsForExit = condition == ContainerCondition.COMPLETE || condition == ContainerCondition.SUCCESS;
        if (waitsForExit && other.essentialOr(true)) {
            throw EcsFaults.client("A container that others wait for with condition " + condition.value()
                    + " cannot be essential: '" + other.nameOr("") + "'.");
        }
        if (condition == ContainerCondition.HEALTHY && other.healthCheck() == null) {
            throw EcsFaults.client("A container that others wait for with condition HEALTHY needs a health check: '"
                    + other.nameOr("") + "'.");
        }
    }

    private static void walk(String name, Map<String, ContainerDefinition> byName, Set<String> path, Set<String> done) {
        if (done.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            throw EcsFaults.client("Circular dependency detected in container dependencies.");
        }
        var container = byName.get(name);
        if (container != null) {
            container.dependsOnOrEmpty().forEach(on -> walk(on.containerNameOr(""), byName, path, done));
        }
        path.remove(name);
        done.add(name);
    }
}
