package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.EngineFault;
import java.time.Instant;
import java.util.Optional;

/** What is known of one container after it was seen once more. An end is final, unless another life was asked for. */
final class ContainerLife {
    private static final EngineFault VANISHED =
            new EngineFault(EngineFault.Step.VANISHED, "No container matching saved ID found");

    private ContainerLife() {}

    /** @param alive whether its task has begun to start it, and has not taken it away */
    static ContainerState on(TaskContainer container, ContainerState seen, boolean alive) {
        return switch (container.state()) {
            case Exited exited -> onceExited(container, exited, seen);
            case Failed failed -> failed;
            case Running running -> whileRunning(container, running, seen, alive);
            case ContainerState.Absent a -> seen;
            case ContainerState.Pulling p -> seen;
            case ContainerState.Created c -> seen;
        };
    }

    private static ContainerState onceExited(TaskContainer container, Exited exited, ContainerState seen) {
        var sameLife = began(seen).filter(exited.startedAt()::equals).isPresent();
        if (sameLife) {
            // Engines may learn only after the exit what it was from.
            return seen instanceof Exited later && later.outOfMemory() ? later : exited;
        }
        var another = began(seen).isPresent() && follows(container, exited);
        return another || seen instanceof Failed && container.restarting() ? seen : exited;
    }

    private static ContainerState whileRunning(
            TaskContainer container, Running running, ContainerState seen, boolean alive) {
        var before = began(seen)
                .filter(start -> !start.equals(running.startedAt()))
                .filter(start -> container
                        .restarts()
                        .flatMap(Restarts::over)
                        .filter(start::equals)
                        .isPresent());
        if (before.isPresent()) {
            return running; // seen before the restart
        }
        if (seen instanceof Running still && saysTheSame(running, still)) {
            return still.with(running.probe());
        }
        return seen instanceof Absent && alive ? new Failed(Optional.of(running.runtimeId()), VANISHED) : seen;
    }

    /** While a verdict stands, what led to it stands too, as with the agent; the same check runs on and on. */
    private static boolean saysTheSame(Running before, Running now) {
        return before.startedAt().equals(now.startedAt())
                && before.health() == now.health()
                && before.probe().isPresent();
    }

    private static boolean follows(TaskContainer container, Exited exited) {
        return container.restarts().filter(r -> r.follow(exited)).isPresent();
    }

    private static Optional<Instant> began(ContainerState state) {
        return switch (state) {
            case Running running -> Optional.of(running.startedAt());
            case Exited exited -> Optional.of(exited.startedAt());
            case Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
            case ContainerState.Created c -> Optional.empty();
            case Failed f -> Optional.empty();
        };
    }
}
