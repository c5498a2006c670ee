package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Volume;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.placement.PlacementRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What ECS wants of every task definition before it gets a number. */
final class DefinitionRules {
    private static final Pattern FAMILY = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int MAX_CONTAINERS = 10;

    private DefinitionRules() {}

    static void check(RegisterTaskDefinitionRequest spec) {
        if (!FAMILY.matcher(spec.familyOr("")).matches()) {
            throw EcsFaults.client(
                    "Family contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.");
        }
        var containers = spec.containerDefinitionsOrEmpty();
        if (containers.isEmpty()) {
            throw EcsFaults.client("Container list cannot be empty.");
        }
        if (containers.size() > MAX_CONTAINERS) {
            throw EcsFaults.client("Too many containers. A task definition can have at most " + MAX_CONTAINERS + ".");
        }
        if (containers.stream().noneMatch(c -> c.essentialOr(true))) {
            throw EcsFaults.client("At least one container in the task definition must be essential.");
        }
        names(containers);
        var volumes = volumes(spec.volumesOrEmpty());
        for (var container : containers) {
            ContainerRules.check(spec, container, names(containers), volumes);
        }
        DependencyRules.check(containers);
        PlacementRules.constraints(List.of(), spec.placementConstraintsOrEmpty());
        if (spec.requiresCompatibilitiesOrEmpty().contains(Compatibility.FARGATE)) {
            FargateRules.check(spec);
        }
        size(spec);
    }

    private static Set<String> names(List<ContainerDefinition> containers) {
        var names = new HashSet<String>();
        for (var container : containers) {
            var name = container.nameOr("");
            if (!FAMILY.matcher(name).matches()) {
                throw EcsFaults.client(
                        name.isEmpty()
                                ? "Container.name should not be null or empty."
                                : "Container name contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.");
            }
            if (!names.add(name)) {
                throw EcsFaults.client("Container.name must be unique within a task definition: " + name);
            }
        }
        return names;
    }

    private static Set<String> volumes(List<Volume> volumes) {
        var names = volumes.stream().map(v -> v.nameOr("")).collect(Collectors.toSet());
        if (names.contains("") || names.size() != volumes.size()) {
            throw EcsFaults.client("Volume names must be unique and not empty within a task definition.");
        }
        return names;
    }

    /** On container instances the task's size is optional; the containers must fit into it, and say a memory without it. */
    private static void size(RegisterTaskDefinitionRequest spec) {
        var size = TaskSize.parse(spec.cpu(), spec.memory());
        if (size.cpu()
                .filter(cpu -> cpu < TaskDefinition.MIN_CPU || cpu > TaskDefinition.MAX_CPU)
                .isPresent()) {
            throw EcsFaults.client(
                    "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
        }
        for (var container : spec.containerDefinitionsOrEmpty()) {
            var name = container.nameOr("");
            var hard = container.memoryOr(0);
            var soft = container.memoryReservationOr(0);
            if (size.memoryMiB().isEmpty() && hard == 0 && soft == 0) {
                throw EcsFaults.client("Invalid setting for container '" + name
                        + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
            }
            if (size.memoryMiB().filter(task -> Math.max(hard, soft) > task).isPresent()) {
                throw EcsFaults.client("The 'memory' setting for container is greater than for the task.");
            }
        }
        var cpu = spec.containerDefinitionsOrEmpty().stream()
                .mapToInt(c -> c.cpuOr(0))
                .sum();
        if (size.cpu().filter(task -> cpu > task).isPresent()) {
            throw EcsFaults.client("The sum of the 'cpu' settings of the containers is greater than for the task.");
        }
    }

    static boolean mirrorsPorts(RegisterTaskDefinitionRequest spec) {
        var mode = spec.networkModeOr(NetworkMode.BRIDGE);
        return mode == NetworkMode.AWSVPC || mode == NetworkMode.HOST;
    }
}
