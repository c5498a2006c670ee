package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.Pod.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/** The level that each container of a task should be at now. Pure. */
final class ContainerLevels {
    private ContainerLevels() {}

    /** For a task that is wanted: images at once, then each container when what it waits for is the case. */
    static Map<String, Level> running(Task task) {
        var levels = new LinkedHashMap<String, Level>();
        task.containers().forEach(container -> levels.put(container.name(), running(task, container)));
        return levels;
    }

    /**
     * For a task that is to end: each container once all that depend on it have ended.
     *
     * @param settled whether what is known of the containers was seen after they were asked to stop
     */
    static Map<String, Level> stopping(Task task, boolean settled) {
        var levels = new LinkedHashMap<String, Level>();
        task.containers().forEach(container -> levels.put(container.name(), stopping(task, container, settled)));
        return levels;
    }

    /** One that was started once is not started anew, also where somebody removed it while nobody looked. */
    private static Level running(Task task, TaskContainer container) {
        if (container.hasEnded()) {
            return new Level.Stopped(container.stopTimeoutSeconds());
        }
        if (container.restarting()) {
            return new Level.Running(container.restarts().flatMap(Restarts::over));
        }
        if (container.hasStarted()) {
            return new Level.Waiting();
        }
        return container.state() instanceof ContainerState.Created || Dependencies.hold(task, container)
                ? new Level.Running()
                : new Level.Pulled();
    }

    private static Level stopping(Task task, TaskContainer container, boolean settled) {
        var outlived = Dependencies.dependents(task, container).stream().allMatch(other -> isOver(other, settled));
        return outlived || !container.hasStarted()
                ? new Level.Stopped(container.stopTimeoutSeconds())
                : new Level.Waiting();
    }

    /** One that is not there may have been about to be made, and one that exited to be started again. */
    static boolean isOver(TaskContainer container, boolean settled) {
        return container.hasEnded()
                || settled && (container.restarting() || container.state() instanceof ContainerState.Absent);
    }
}
