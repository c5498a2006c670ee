package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.HealthStatus;
import dev.landfall.engine.ContainerState;

/** How healthy a task is, by the rule of the HealthCheck shape: what its essential containers say. */
public final class TaskHealth {
    private TaskHealth() {}

    static HealthStatus of(Task task) {
        var essentials = task.containers().stream()
                .filter(TaskContainer::essential)
                .map(c -> of(c.state()))
                .toList();
        if (essentials.contains(HealthStatus.UNHEALTHY)) {
            return HealthStatus.UNHEALTHY;
        }
        return essentials.contains(HealthStatus.UNKNOWN) ? HealthStatus.UNKNOWN : HealthStatus.HEALTHY;
    }

    /** A container without a check, without a verdict or not running is UNKNOWN. */
    public static HealthStatus of(ContainerState state) {
        if (!(state instanceof ContainerState.Running running)) {
            return HealthStatus.UNKNOWN;
        }
        return switch (running.health()) {
            case NONE, STARTING -> HealthStatus.UNKNOWN;
            case HEALTHY -> HealthStatus.HEALTHY;
            case UNHEALTHY -> HealthStatus.UNHEALTHY;
        };
    }
}
