package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import java.util.HashSet;

/** What ECS wants of the overrides of a run, alone and over its task definition. */
final class OverrideRules {
    private static final int MIN_MEMORY_MIB = 6;
    private static final int MIN_STORAGE_GIB = 21;
    private static final int MAX_STORAGE_GIB = 200;

    private OverrideRules() {}

    static void check(TaskDefinition definition, TaskOverride overrides) {
        if (!overrides.inferenceAcceleratorOverridesOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter("Unsupported field 'inferenceAcceleratorOverrides'.");
        }
        storage(overrides);
        var names = new HashSet<String>();
        for (var override : overrides.containerOverridesOrEmpty()) {
            if (!names.add(override.nameOr(""))) {
                throw wrong(override, "It is named twice.");
            }
            definition.spec().containerDefinitionsOrEmpty().stream()
                    .filter(container -> override.nameOr("").equals(container.name()))
                    .forEach(container -> sizes(container, override));
        }
        memory(definition, overrides);
    }

    private static void storage(TaskOverride overrides) {
        if (overrides.ephemeralStorage() == null) {
            return;
        }
        var size = overrides.ephemeralStorage().sizeInGiBOr(0);
        if (size < MIN_STORAGE_GIB) {
            throw EcsFaults.invalidParameter("EphemeralStorage size should be at least " + MIN_STORAGE_GIB + ".");
        }
        if (size > MAX_STORAGE_GIB) {
            throw EcsFaults.invalidParameter("EphemeralStorage size should be at most " + MAX_STORAGE_GIB + ".");
        }
    }

    private static void sizes(ContainerDefinition container, ContainerOverride override) {
        if (override.cpuOr(0) < 0) {
            throw wrong(override, "'cpu' cannot be negative.");
        }
        if (override.memoryOr(MIN_MEMORY_MIB) < MIN_MEMORY_MIB
                || override.memoryReservationOr(MIN_MEMORY_MIB) < MIN_MEMORY_MIB) {
            throw wrong(override, "'memory' and 'memoryReservation' must be at least " + MIN_MEMORY_MIB + ".");
        }
        var hard = override.memory() == null ? container.memory() : override.memory();
        var soft = override.memoryReservation() == null ? container.memoryReservation() : override.memoryReservation();
        if (hard != null && soft != null && soft > hard) {
            throw wrong(override, "'memory' must be greater than or equal to 'memoryReservation'.");
        }
    }

    private static void memory(TaskDefinition definition, TaskOverride overrides) {
        var task = Overrides.size(definition.spec(), overrides).memoryMiB();
        for (var container : definition.spec().containerDefinitionsOrEmpty()) {
            var override = Overrides.of(overrides, container.nameOr(""));
            var hard = override.memoryOr(container.memoryOr(0));
            var soft = override.memoryReservationOr(container.memoryReservationOr(0));
            if (task.filter(whole -> Math.max(hard, soft) > whole).isPresent()) {
                throw EcsFaults.invalidParameter("The 'memory' setting for container '" + container.nameOr("")
                        + "' is greater than for the task.");
            }
        }
    }

    private static RuntimeException wrong(ContainerOverride override, String why) {
        return EcsFaults.invalidParameter("Invalid override for container '" + override.nameOr("") + "'. " + why);
    }
}
