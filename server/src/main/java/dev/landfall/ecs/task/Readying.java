package dev.landfall.ecs.task;

import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.EngineFault;
import dev.landfall.loop.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The looking up before anything is started: roles, images, log streams. What is wrong stops the task in AWS's words. */
final class Readying {
    private final TaskPorts ports;
    private final Scheduler scheduler;

    Readying(TaskPorts ports, Scheduler scheduler) {
        this.ports = ports;
        this.scheduler = scheduler;
    }

    /** What becomes of the task: ACTIVATING with all it needs, or told to stop. Blocks. */
    UnaryOperator<Task> ready(Task task, TaskDefinition definition) {
        for (var role : roles(task)) {
            if (!ports.roles().tasksMayAssume(task.realm(), role)) {
                return failed(StoppedReasons.cannotAssume(role));
            }
        }
        var pulls = new LinkedHashMap<String, String>();
        try {
            for (var container : task.containers()) {
                pulls.put(container.name(), ports.images().pullReference(task.realm(), container.image()));
            }
        } catch (Images.Unavailable e) {
            return failed(StoppedReasons.of(new EngineFault(EngineFault.Step.PULL, e.text())));
        }
        try {
            for (var container : task.containers()) {
                LogTargets.of(task, definition, container.name()).ifPresent(ports.logs()::open);
            }
        } catch (LogDelivery.Unavailable e) {
            return failed(StoppedReasons.resourceInitialization(e.text()));
        }
        return current -> activated(current, pulls);
    }

    private static Task activated(Task current, Map<String, String> pulls) {
        if (!(current.phase() instanceof Phase.Pending) || current.stop().isPresent()) {
            return current;
        }
        var containers = new ArrayList<TaskContainer>();
        for (var container : current.containers()) {
            containers.add(container.pulling(pulls.getOrDefault(container.name(), container.image())));
        }
        return current.with(containers).move(new Phase.Activating());
    }

    private UnaryOperator<Task> failed(String reason) {
        var stop = Stop.failedToStart(reason, scheduler.now());
        return current -> current.end(stop);
    }

    private static Iterable<String> roles(Task task) {
        var all = new ArrayList<String>();
        task.spec().executionRoleArn().ifPresent(all::add);
        task.spec().taskRoleArn().ifPresent(all::add);
        return all;
    }
}
