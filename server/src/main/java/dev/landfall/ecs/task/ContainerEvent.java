package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.HealthStatus;
import dev.landfall.contract.ecs.LaunchType;
import java.util.List;
import java.util.Optional;

/** What AWS sends an event about when it changes in a container: the version of its task grows with it. */
record ContainerEvent(String lastStatus, HealthStatus health, Optional<Integer> exitCode, Optional<String> reason) {
    static List<ContainerEvent> of(LaunchType launchType, List<TaskContainer> containers) {
        return containers.stream().map(container -> of(launchType, container)).toList();
    }

    private static ContainerEvent of(LaunchType launchType, TaskContainer container) {
        return new ContainerEvent(
                container.lastStatus(),
                TaskHealth.of(container.state()),
                container.exitCode(),
                StoppedReasons.of(launchType, container));
    }
}
