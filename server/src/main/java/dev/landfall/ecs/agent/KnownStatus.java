package dev.landfall.ecs.agent;

import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.ContainerState;
import java.util.List;

/** How far a task and its containers are, in the agent's words, which are not the API's. */
final class KnownStatus {
    private KnownStatus() {}

    static String of(TaskContainer container) {
        if (container.hasEnded()) {
            return "STOPPED";
        }
        return switch (container.state()) {
            case ContainerState.Absent absent -> "NONE";
            case ContainerState.Pulling pulling -> "NONE";
            case ContainerState.Created created -> "CREATED";
            case ContainerState.Running running -> "RUNNING";
            case ContainerState.Exited exited -> "STOPPED";
            case ContainerState.Failed failed -> "STOPPED";
        };
    }

    /** As far as the last of its containers. */
    static String of(Task task) {
        var all = task.containers().stream().map(KnownStatus::of).toList();
        for (var status : List.of("NONE", "CREATED")) {
            if (all.contains(status)) {
                return status;
            }
        }
        return all.contains("RUNNING") ? "RUNNING" : "STOPPED";
    }
}
