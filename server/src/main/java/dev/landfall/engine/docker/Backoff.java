package dev.landfall.engine.docker;

import java.time.Duration;

/** Waits that double. */
final class Backoff {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Duration first;
    private Duration next;

    /** For an engine that is away. */
    Backoff() {
        this(Duration.ofMillis(100));
    }

    Backoff(Duration first) {
        this.first = first;
        this.next = first;
    }

    Duration next() {
        return next(Duration.ZERO);
    }

    Duration next(Duration atLeast) {
        var now = next.compareTo(atLeast) < 0 ? atLeast : next;
        var twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return now;
    }

    void reset() {
        next = first;
    }
}
