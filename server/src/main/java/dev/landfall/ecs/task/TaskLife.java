package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a task as a pure function: what an observation makes of it. Losing an observation, or seeing it twice, makes
 * no difference; a phase never goes back.
 */
final class TaskLife {
    static final String ESSENTIAL_EXITED = "Essential container in task exited";

    private TaskLife() {}

    /** The task after an observation of its pod. */
    static Task on(Task task, Observation seen, Instant now) {
        if (task.isOver() || task.phase().rank() < 2) {
            return task; // nothing was asked of the engine yet, or nothing is of interest any more
        }
        var merged = merge(task, seen);
        return switch (merged.phase()) {
            case Phase.Activating a -> activate(merged, seen, now);
            case Phase.Running r -> run(merged, seen, now);
            case Phase.Provisioning p -> merged;
            case Phase.Pending p -> merged;
            case Phase.Deactivating d -> merged;
            case Phase.Stopping s -> merged;
            case Phase.Deprovisioning d -> merged;
            case Phase.Stopped s -> merged;
        };
    }

    private static Task merge(Task task, Observation seen) {
        var containers = task.containers().stream()
                .map(c -> c.seen(merge(c.state(), seen.containers().get(c.name()), task.phase()))
                        .at(seen.endpoint(c.name())))
                .toList();
        var times = task.times().pulled(seen.pullStartedAt(), seen.pullStoppedAt());
        if (containers.equals(task.containers()) && times.equals(task.times())) {
            return task;
        }
        return task.with(containers).with(times);
    }

    private static ContainerState merge(ContainerState known, @Nullable ContainerState seen, Phase phase) {
        if (seen instanceof ContainerState.Exited later
                && known instanceof ContainerState.Exited before
                && later.outOfMemory()
                && later.runtimeId().equals(before.runtimeId())) {
            return later; // engines may learn only after the exit what it was from
        }
        if (seen == null || known instanceof ContainerState.Exited || known instanceof ContainerState.Failed) {
            return known; // an end is final: what is removed after it is no news
        }
        if (seen instanceof ContainerState.Absent && known instanceof ContainerState.Running was && phase.started()) {
            return new ContainerState.Failed(
                    Optional.of(was.runtimeId()),
                    new EngineFault(EngineFault.Step.VANISHED, "No container matching saved ID found"));
        }
        return seen;
    }

    private static Task activate(Task task, Observation seen, Instant now) {
        if (task.stop().isPresent()) {
            return task;
        }
        if (seen.sandbox() instanceof SandboxState.Failed failed) {
            return task.end(Stop.failedToStart(StoppedReasons.of(failed.fault()), now));
        }
        var fault = task.containers().stream()
                .map(TaskContainer::state)
                .filter(ContainerState.Failed.class::isInstance)
                .map(ContainerState.Failed.class::cast)
                .findFirst();
        if (fault.isPresent()) {
            return task.end(Stop.failedToStart(StoppedReasons.of(fault.get().fault()), now));
        }
        return watchEssentials(task, now);
    }

    private static Task run(Task task, Observation seen, Instant now) {
        if (seen.sandbox() instanceof SandboxState.Failed failed) {
            return task.end(new Stop(TaskStopCode.ESSENTIAL_CONTAINER_EXITED, StoppedReasons.of(failed.fault()), now));
        }
        return watchEssentials(task, now);
    }

    /** One essential container that ends takes the task with it. */
    private static Task watchEssentials(Task task, Instant now) {
        if (task.stop().isPresent() || task.containers().stream().noneMatch(c -> c.essential() && c.hasEnded())) {
            return task;
        }
        var ended = task.times().executionStopped(lastExit(task).orElse(now));
        return task.with(started(task, ended))
                .end(new Stop(TaskStopCode.ESSENTIAL_CONTAINER_EXITED, ESSENTIAL_EXITED, now));
    }

    /** Whether every container has been started: the task may be told RUNNING. */
    static boolean allStarted(Task task) {
        return task.containers().stream().allMatch(TaskContainer::hasStarted);
    }

    /** Whether no container can be alive any more. */
    static boolean allEnded(Task task) {
        return task.containers().stream().allMatch(c -> c.hasEnded() || c.state() instanceof ContainerState.Absent);
    }

    /** The moment the last container to start was started. */
    static Timeline started(Task task, Timeline times) {
        if (!allStarted(task)) {
            return times;
        }
        return task.containers().stream()
                .flatMap(c -> startOf(c.state()).stream())
                .max(Comparator.naturalOrder())
                .map(times::started)
                .orElse(times);
    }

    private static Optional<Instant> startOf(ContainerState state) {
        return switch (state) {
            case ContainerState.Running r -> Optional.of(r.startedAt());
            case ContainerState.Exited e -> Optional.of(e.startedAt());
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
            case ContainerState.Created c -> Optional.empty();
            case ContainerState.Failed f -> Optional.empty();
        };
    }

    static Optional<Instant> lastExit(Task task) {
        return task.containers().stream()
                .map(TaskContainer::state)
                .filter(ContainerState.Exited.class::isInstance)
                .map(s -> ((ContainerState.Exited) s).finishedAt())
                .max(Comparator.naturalOrder());
    }
}
