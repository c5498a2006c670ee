package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.HealthStatus;
import java.util.List;
import java.util.Optional;

/** What AWS sends an event about when it changes in a container: the version of its task grows with it. */
record ContainerEvent(String lastStatus, HealthStatus health, Optional<Integer> exitCode, Optional<String> reason) {
    static List<ContainerEvent> of(List<TaskContainer> containers, StoppedReasons reasons) {
        return containers.stream().map(container -> of(container, reasons)).toList();
    }

    private static ContainerEvent of(TaskContainer container, StoppedReasons reasons) {
        return new ContainerEvent(
                container.lastStatus(), TaskHealth.of(container.state()), container.exitCode(), reasons.of(container));
    }
}
