package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerCondition;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerDependency;
import dev.landfall.ecs.EcsFaults;
import java.util.ArrayList;
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
        if (other == null) {
            throw EcsFaults.client(
                    "Cannot depend on container " + on.containerNameOr("") + " because it does not exist.");
        }
        if (other == container) {
            throw EcsFaults.client("Container " + container.nameOr("") + " cannot depend on itself.");
        }
        var condition = on.conditionOr(ContainerCondition.START);
        var waitsForExit = condition == ContainerCondition.COMPLETE || condition == ContainerCondition.SUCCESS;
        if (waitsForExit && other.essentialOr(true)) {
            throw EcsFaults.client("A dependency container with SUCCESS or COMPLETE condition cannot be an essential"
                    + " container: " + other.nameOr("") + ".");
        }
        if (condition == ContainerCondition.HEALTHY && other.healthCheck() == null) {
            throw EcsFaults.client("A dependency container with HEALTHY condition must have health check configured: "
                    + other.nameOr("") + ".");
        }
    }

    /** Links and shared volumes order containers as dependencies do. */
    private static List<String> before(ContainerDefinition container) {
        var all = new ArrayList<String>();
        container.dependsOnOrEmpty().forEach(on -> all.add(on.containerNameOr("")));
        container.volumesFromOrEmpty().forEach(from -> all.add(from.sourceContainerOr("")));
        container.linksOrEmpty().forEach(link -> all.add(link.split(":", 2)[0]));
        return all;
    }

    private static void walk(String name, Map<String, ContainerDefinition> byName, Set<String> path, Set<String> done) {
        if (done.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            throw EcsFaults.client("Circular dependency detected in container dependencies: " + name + ".");
        }
        var container = byName.get(name);
        if (container != null) {
            before(container).forEach(other -> walk(other, byName, path, done));
        }
        path.remove(name);
        done.add(name);
    }
}
