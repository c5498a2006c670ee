package dev.landfall.engine.docker;

import java.time.Duration;

/**
 * How long an engine that answers may take to change one container before the container counts as failed.
 *
 * @param stop beyond the grace that the container itself has
 * @param inspect for a look at a container
 */
public record Patience(Duration create, Duration start, Duration stop, Duration inspect) {
    /** The ECS agent's. */
    public static final Patience AGENT =
            new Patience(Duration.ofMinutes(4), Duration.ofMinutes(3), Duration.ofMinutes(2), Duration.ofSeconds(30));
}
