package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The life of a task as a pure function: what an observation makes of it. Losing an observation, or seeing it twice, makes
 * no difference; a phase never goes back.
 */
final class TaskLife {
    private static final String ESSENTIAL_EXITED = "Essential container in task exited";

    private TaskLife() {}

    /** The task after an observation of its pod. */
    static Task on(Task task, Observation seen, Instant now) {
        if (task.isOver() || task.phase().rank() < 2) {
            return task; // nothing was asked of the engine yet, or nothing is of interest any more
        }
        var merged = merge(task, seen);
        if (task.stop().isPresent()) {
            return merged;
        }
        return switch (merged.phase()) {
            case Phase.Activating a -> activate(giveUp(restart(merged), now), seen, now);
            case Phase.Running r -> run(restart(merged), seen, now);
            case Phase.Provisioning p -> merged;
            case Phase.Pending p -> merged;
            case Phase.Deactivating d -> merged;
            case Phase.Stopping s -> merged;
            case Phase.Deprovisioning d -> merged;
            case Phase.Stopped s -> merged;
        };
    }

    private static Task merge(Task task, Observation seen) {
        var containers =
                task.containers().stream().map(c -> merge(task, c, seen)).toList();
        return task.with(containers).with(task.times().pulled(seen.pullStartedAt(), seen.pullStoppedAt()));
    }

    private static TaskContainer merge(Task task, TaskContainer container, Observation seen) {
        return Optional.ofNullable(seen.containers().get(container.name()))
                .map(state -> container.seen(
                        ContainerLife.on(container, state, task.phase().started())))
                .orElse(container)
                .at(seen.endpoint(container.name()));
    }

    /** Those that ended and may live once more are to be started again. */
    private static Task restart(Task task) {
        return task.with(task.containers().stream().map(TaskLife::restart).toList());
    }

    private static TaskContainer restart(TaskContainer container) {
        return container.state() instanceof ContainerState.Exited exited
                        && !container.restarting()
                        && container.restarts().filter(r -> r.allow(exited)).isPresent()
                ? container.again(exited)
                : container;
    }

    /** Those that wait for what will never be the case; others may have waited for them in turn. */
    private static Task giveUp(Task task, Instant now) {
        var next = task.containers().stream()
                .map(c -> c.awaitsItsTurn()
                        ? Dependencies.never(task, c, now).map(c::giveUp).orElse(c)
                        : c)
                .toList();
        return next.equals(task.containers()) ? task : giveUp(task.with(next), now);
    }

    private static Task activate(Task task, Observation seen, Instant now) {
        var reasons = StoppedReasons.of(task);
        if (seen.sandbox() instanceof SandboxState.Failed failed) {
            return failedToStart(task, reasons.ofTask(failed.fault()), now);
        }
        return task.containers().stream()
                .filter(c -> isFatal(c, reasons))
                .findFirst()
                .map(c -> failedToStart(task, reasons.ofTask(c), now))
                .orElseGet(() -> watchEssentials(task, now));
    }

    /**
     * A task does without a container that is not essential, but not without its image, and not without what belongs to
     * the task: so does the agent.
     */
    private static boolean isFatal(TaskContainer container, StoppedReasons reasons) {
        return container.state() instanceof ContainerState.Failed failed
                && (container.essential()
                        || failed.fault().step() == EngineFault.Step.PULL
                        || reasons.isOfTask(failed.fault()));
    }

    /** A task whose container cannot be brought up, for what is known of that before any engine is asked. */
    static Task failedToStart(Task task, String container, EngineFault fault, Instant now) {
        if (task.stop().isPresent()) {
            return task;
        }
        var failed = task.container(container).seen(new ContainerState.Failed(Optional.empty(), fault));
        var containers = task.containers().stream()
                .map(one -> one.name().equals(container) ? failed : one)
                .toList();
        return failedToStart(task.with(containers), StoppedReasons.of(task).ofTask(failed), now);
    }

    private static Task failedToStart(Task task, String reason, Instant now) {
        return task.with(executed(task, now)).end(Stop.failedToStart(reason, now));
    }

    private static Task run(Task task, Observation seen, Instant now) {
        if (seen.sandbox() instanceof SandboxState.Failed failed) {
            var reason = StoppedReasons.lost(failed.fault());
            return task.end(new Stop(TaskStopCode.ESSENTIAL_CONTAINER_EXITED, reason, now));
        }
        return watchEssentials(task, now);
    }

    /** One essential container that ends takes the task with it. One that never ran as a whole failed to start. */
    private static Task watchEssentials(Task task, Instant now) {
        if (task.containers().stream().noneMatch(c -> c.essential() && c.hasEnded())) {
            return task;
        }
        var ended = task.with(started(task, executed(task, now)));
        var ran = task.phase() instanceof Phase.Running
                || ended.times().startedAt().isPresent();
        return ended.end(
                ran
                        ? new Stop(TaskStopCode.ESSENTIAL_CONTAINER_EXITED, ESSENTIAL_EXITED, now)
                        : Stop.failedToStart(StoppedReasons.FAILED_TO_START, now));
    }

    /** The end of the first container that the task cannot do without, if any has ended. */
    static Timeline executed(Task task, Instant now) {
        return task.containers().stream()
                .filter(c -> c.essential() && (c.hasEnded() || task.stop().isPresent() && c.restarting()))
                .map(c -> endOf(c.state()).orElse(now))
                .min(Comparator.naturalOrder())
                .map(task.times()::executionStopped)
                .orElse(task.times());
    }

    /** Whether every container was started, or ended without: the task may be told RUNNING. */
    static boolean allStarted(Task task) {
        return task.containers().stream().allMatch(c -> c.hasStarted() || c.hasEnded());
    }

    /**
     * Whether no container can be alive any more.
     *
     * @param settled whether what is known of them was seen after they were asked to stop
     */
    static boolean allEnded(Task task, boolean settled) {
        return settled && task.containers().stream().allMatch(c -> ContainerLevels.isOver(c, settled));
    }

    /**
     * The moment the last container to start was started, if all did that the task cannot do without, and none of those had
     * ended by then.
     */
    static Timeline started(Task task, Timeline times) {
        var essentials =
                task.containers().stream().filter(TaskContainer::essential).toList();
        if (!allStarted(task) || !essentials.stream().allMatch(TaskContainer::hasStarted)) {
            return times;
        }
        return task.containers().stream()
                .flatMap(c -> startOf(c.state()).stream())
                .max(Comparator.naturalOrder())
                .filter(last -> essentials.stream().noneMatch(c -> c.hasEnded() && hadEnded(c.state(), last)))
                .map(times::started)
                .orElse(times);
    }

    private static boolean hadEnded(ContainerState state, Instant at) {
        return endOf(state).filter(at::isAfter).isPresent();
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

    private static Optional<Instant> endOf(ContainerState state) {
        return state instanceof ContainerState.Exited exited ? Optional.of(exited.finishedAt()) : Optional.empty();
    }
}
