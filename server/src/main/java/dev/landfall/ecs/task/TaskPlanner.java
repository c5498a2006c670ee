package dev.landfall.ecs.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What to do next for one task, from what is known of it now. Pure. */
final class TaskPlanner {
    /** How soon to look again when only the engine's answer is missing: wake-ups normally come first. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private TaskPlanner() {}

    static List<Step> plan(TaskView view, Instant now) {
        var task = view.task();
        return switch (task.phase()) {
            case Phase.Provisioning p -> task.stop().isPresent() ? neverStarted() : List.of(new Step.Provision());
            case Phase.Pending p -> task.stop().isPresent() ? neverStarted() : List.of(new Step.Ready());
            case Phase.Activating p -> task.stop().isPresent() ? stopping(now) : activating(view, now);
            case Phase.Running p ->
                task.stop().isPresent() ? List.of(new Step.Move(new Phase.Deactivating())) : running(view);
            case Phase.Deactivating p -> stopping(now);
            case Phase.Stopping p -> stopped(view);
            case Phase.Deprovisioning p -> deprovisioning(view);
            case Phase.Stopped p -> List.of();
        };
    }

    private static List<Step> neverStarted() {
        return List.of(new Step.Move(new Phase.Deprovisioning()));
    }

    private static List<Step> activating(TaskView view, Instant now) {
        var steps = new ArrayList<Step>();
        steps.add(ensureRunning(view.task()));
        Dependencies.nextTimeout(view.task()).ifPresent(at -> steps.add(waitUntilAfter(at, now)));
        if (view.placed() && !view.published()) {
            steps.add(new Step.Publish());
        }
        steps.addAll(forwards(view.task()));
        if (TaskLife.allStarted(view.task()) && view.published()) {
            steps.add(new Step.Move(new Phase.Running()));
        }
        return steps;
    }

    private static List<Step> running(TaskView view) {
        var steps = new ArrayList<Step>();
        steps.add(ensureRunning(view.task()));
        if (view.placed() && !view.published()) {
            steps.add(new Step.Publish()); // after a restart of the control plane
        }
        steps.addAll(forwards(view.task()));
        return steps;
    }

    private static List<Step> stopping(Instant now) {
        return List.of(new Step.Move(new Phase.Stopping(now)));
    }

    private static List<Step> stopped(TaskView view) {
        var steps = new ArrayList<Step>();
        steps.add(new Step.Ensure(Step.LevelOf.STOPPED, ContainerLevels.stopping(view.task(), view.settled())));
        steps.addAll(forwards(view.task()));
        steps.add(
                view.drained() && TaskLife.allEnded(view.task(), view.settled())
                        ? new Step.Move(new Phase.Deprovisioning())
                        : new Step.Wait(PATIENCE));
        return steps;
    }

    private static List<Step> deprovisioning(TaskView view) {
        return view.removed() ? List.of(new Step.Release()) : List.of(new Step.Remove(), new Step.Wait(PATIENCE));
    }

    private static Step ensureRunning(Task task) {
        return new Step.Ensure(Step.LevelOf.RUNNING, ContainerLevels.running(task));
    }

    private static Step waitUntilAfter(Instant deadline, Instant now) {
        var left = Duration.between(now, deadline).plusMillis(1);
        return new Step.Wait(left.isPositive() ? left : PATIENCE);
    }

    private static List<Step> forwards(Task task) {
        return task.containers().stream()
                .filter(container -> container.lives() > 0)
                .<Step>map(c -> new Step.Forward(c.name()))
                .toList();
    }
}
