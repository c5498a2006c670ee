package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.taskdefinition.ConfigurationRules;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.ecs.taskdefinition.TaskSize;
import dev.landfall.engine.ContainerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a run changes of its task definition. */
final class Overrides {
    private static final int DEFAULT_STORAGE_GIB = 20;

    private Overrides() {}

    static void check(TaskDefinition definition, TaskOverride overrides, Compute compute) {
        var names = definition.spec().containerDefinitionsOrEmpty().stream()
                .map(c -> c.nameOr(""))
                .toList();
        for (var override : overrides.containerOverridesOrEmpty()) {
            if (!names.contains(override.nameOr(""))) {
                throw EcsFaults.invalidParameter("Override for container named " + override.nameOr("")
                        + " is not a container in the TaskDefinition.");
            }
        }
        OverrideRules.check(definition, overrides);
        for (var container : definition.spec().containerDefinitionsOrEmpty()) {
            ConfigurationRules.check(container, of(overrides, container.nameOr("")));
        }
        var size = size(definition.spec(), overrides);
        switch (compute) {
            case Compute.Fargate f -> {
                if (!TaskDefinition.isFargateSize(size)) {
                    throw EcsFaults.invalidParameter("No Fargate configuration exists for given values.");
                }
            }
            case Compute.ContainerInstances c -> {
                if (size.cpu()
                        .filter(cpu -> cpu < TaskDefinition.MIN_CPU || cpu > TaskDefinition.MAX_CPU)
                        .isPresent()) {
                    throw EcsFaults.client("Invalid 'cpu' setting for task.");
                }
            }
        }
    }

    static TaskSize size(RegisterTaskDefinitionRequest spec, TaskOverride overrides) {
        return TaskSize.parse(
                overrides.cpu() == null ? spec.cpu() : overrides.cpu(),
                overrides.memory() == null ? spec.memory() : overrides.memory());
    }

    static int ephemeralStorageGiB(RegisterTaskDefinitionRequest spec, TaskOverride overrides) {
        var storage = overrides.ephemeralStorage() == null ? spec.ephemeralStorage() : overrides.ephemeralStorage();
        return storage == null ? DEFAULT_STORAGE_GIB : storage.sizeInGiBOr(DEFAULT_STORAGE_GIB);
    }

    static ContainerOverride of(TaskOverride overrides, String container) {
        return overrides.containerOverridesOrEmpty().stream()
                .filter(o -> container.equals(o.name()))
                .findFirst()
                .orElseGet(() -> ContainerOverride.builder().build());
    }

    /** The variables of the definition with those of the run laid over them. */
    static Map<String, String> environment(ContainerDefinition definition, ContainerOverride override) {
        var all = new LinkedHashMap<String, String>();
        definition.environmentOrEmpty().forEach(e -> all.put(e.nameOr(""), e.valueOr("")));
        override.environmentOrEmpty().forEach(e -> all.put(e.nameOr(""), e.valueOr("")));
        all.remove("");
        return all;
    }

    static List<TaskContainer> containers(
            RegisterTaskDefinitionRequest spec, TaskOverride overrides, RandomGenerator random) {
        return spec.containerDefinitionsOrEmpty().stream()
                .map(definition -> container(spec, definition, of(overrides, definition.nameOr("")), random))
                .toList();
    }

    private static TaskContainer container(
            RegisterTaskDefinitionRequest spec,
            ContainerDefinition definition,
            ContainerOverride override,
            RandomGenerator random) {
        return new TaskContainer(
                definition.nameOr(""),
                Uuids.random(random),
                definition.imageOr(""),
                definition.essentialOr(true),
                String.valueOf(override.cpuOr(definition.cpuOr(0))),
                Optional.ofNullable(override.memory()).or(() -> Optional.ofNullable(definition.memory())),
                Optional.ofNullable(override.memoryReservation())
                        .or(() -> Optional.ofNullable(definition.memoryReservation())),
                Optional.empty(),
                new ContainerState.Absent(),
                Optional.empty(),
                Optional.of(Conduct.of(spec, definition)),
                Restarts.of(definition),
                Optional.empty());
    }
}
