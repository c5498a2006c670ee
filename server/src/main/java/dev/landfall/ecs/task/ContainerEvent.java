package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.HealthStatus;
import java.util.List;
import java.util.Optional;

/** What AWS sends an event about when it changes in a container: the version of its task grows with it. */
record ContainerEvent(String lastStatus, HealthStatus health, Optional<Integer> exitCode, Optional<String> reason) {
    static List<ContainerEvent> of(List<TaskContainer> containers) {
        return containers.stream().map(ContainerEvent::of).toList();
    }

    private static ContainerEvent of(TaskContainer container) {
        return new ContainerEvent(
                container.lastStatus(),
                TaskHealth.of(container.state()),
                container.exitCode(),
                StoppedReasons.of(container));
    }
}
