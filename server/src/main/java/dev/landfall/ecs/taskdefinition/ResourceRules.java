package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.ResourceRequirement;
import dev.landfall.contract.ecs.ResourceType;
import dev.landfall.ecs.EcsFaults;
import java.util.HashSet;
import java.util.List;

/** What ECS wants of CPU, memory and GPUs, of each container and of all within their task. */
final class ResourceRules {
    private static final int MIN_MEMORY_MIB = 6;
    private static final String SEE_GUIDE =
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private ResourceRules() {}

    static void check(ContainerDefinition container) {
        var hard = container.memory();
        var soft = container.memoryReservation();
        if (hard != null && hard < MIN_MEMORY_MIB || soft != null && soft < MIN_MEMORY_MIB) {
            throw wrong(container, "'memory' and 'memoryReservation' must be at least " + MIN_MEMORY_MIB + ".");
        }
        if (hard != null && soft != null && soft > hard) {
            throw wrong(container, "'memory' must be greater than or equal to 'memoryReservation'.");
        }
        if (container.cpuOr(0) < 0) {
            throw wrong(container, "'cpu' cannot be negative.");
        }
        requirements(container.nameOr(""), container.resourceRequirementsOrEmpty());
    }

    static void requirements(String container, List<ResourceRequirement> requirements) {
        var types = new HashSet<ResourceType>();
        for (var requirement : requirements) {
            if (requirement.type() != ResourceType.GPU) {
                continue;
            }
            if (!requirement.valueOr("").matches("[1-9]\\d{0,3}")) {
                throw EcsFaults.client("Invalid 'resourceRequirements' setting for container '" + container
                        + "'. The value of type GPU must be a positive integer.");
            }
            if (!types.add(ResourceType.GPU)) {
                throw EcsFaults.client("Invalid 'resourceRequirements' setting for container '" + container
                        + "'. Type GPU is given twice.");
            }
        }
    }

    /** On container instances the task's size is optional; the containers must fit into it, and say a memory without it. */
    static void size(RegisterTaskDefinitionRequest spec) {
        var size = TaskSize.parse(spec.cpu(), spec.memory());
        if (size.cpu()
                .filter(cpu -> cpu < TaskDefinition.MIN_CPU || cpu > TaskDefinition.MAX_CPU)
                .isPresent()) {
            throw EcsFaults.client("Invalid 'cpu' setting for task." + SEE_GUIDE);
        }
        if (size.memoryMiB().filter(memory -> memory < MIN_MEMORY_MIB).isPresent()) {
            throw EcsFaults.client("Invalid 'memory' setting for task." + SEE_GUIDE);
        }
        var containers = spec.containerDefinitionsOrEmpty();
        for (var container : containers) {
            memory(container, size);
        }
        var reserved =
                containers.stream().mapToLong(c -> c.memoryReservationOr(0)).sum();
        if (size.memoryMiB().filter(task -> reserved > task).isPresent()) {
            throw EcsFaults.client(
                    "The sum of all container 'memoryReservation' values cannot be greater than the value"
                            + " of the task 'memory'.");
        }
        var cpu = containers.stream().mapToLong(c -> c.cpuOr(0)).sum();
        if (size.cpu().filter(task -> cpu > task).isPresent()) {
            throw EcsFaults.client(
                    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
        }
    }

    private static void memory(ContainerDefinition container, TaskSize size) {
        var hard = container.memoryOr(0);
        var soft = container.memoryReservationOr(0);
        if (size.memoryMiB().isEmpty() && hard == 0 && soft == 0) {
            throw wrong(container, "At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        if (size.memoryMiB().filter(task -> hard > task).isPresent()) {
            throw EcsFaults.client(
                    "The 'memory' setting for container '" + container.nameOr("") + "' is greater than for the task.");
        }
    }

    private static RuntimeException wrong(ContainerDefinition container, String why) {
        return EcsFaults.client("Invalid setting for container '" + container.nameOr("") + "'. " + why);
    }
}
