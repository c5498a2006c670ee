package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.engine.ContainerResources;
import java.util.List;

/** What a container may use of the machine, out of definition and overrides. */
final class ContainerLimits {
    private static final long MIB = 1_048_576;

    private ContainerLimits() {}

    static ContainerResources of(Task task, ContainerDefinition definition) {
        var container = task.container(definition.nameOr(""));
        return new ContainerResources(
                Integer.parseInt(container.cpu()),
                memoryMiB(task, container) * MIB,
                container.memoryReservationMiB().orElse(0) * MIB,
                ulimits(definition));
    }

    /** Its own hard limit, else the task's. */
    private static long memoryMiB(Task task, TaskContainer container) {
        return container
                .memoryMiB()
                .or(() -> task.spec().memory().map(Integer::parseInt))
                .orElse(0);
    }

    /** As asked for; the engine's own limits else, for it may not be allowed Fargate's default of 65535 open files. */
    private static List<ContainerResources.Ulimit> ulimits(ContainerDefinition definition) {
        return definition.ulimitsOrEmpty().stream()
                .map(u -> new ContainerResources.Ulimit(
                        u.name() == null ? "" : u.name().value(), u.softLimitOr(0), u.hardLimitOr(0)))
                .toList();
    }
}
