package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Running;
import java.time.Instant;
import java.util.Optional;

/** The order of what is seen of one container, which may live more than once. */
final class Lives {
    /** The life after which it was started again, by the moment it began. */
    private Optional<Instant> over = Optional.empty();

    void follow(Optional<Instant> life) {
        over = life.or(() -> over);
    }

    /** Whether a look came from before what is known: it must not undo it. */
    boolean isOlder(ContainerState seen, ContainerState known) {
        var seenLife = began(seen);
        var knownLife = began(known);
        if (seenLife.isPresent() && knownLife.isPresent() && !seenLife.equals(knownLife)) {
            return seenLife.equals(over);
        }
        return ContainerStates.rank(seen) < ContainerStates.rank(known);
    }

    private static Optional<Instant> began(ContainerState state) {
        return switch (state) {
            case Running running -> Optional.of(running.startedAt());
            case Exited exited -> Optional.of(exited.startedAt());
            default -> Optional.empty();
        };
    }
}
