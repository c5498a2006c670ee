package dev.landfall.engine.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When to prepare: it takes as much of the machine as starting does, so it lets starts go first. */
final class Quiet {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(300);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private Instant busyAt = Instant.EPOCH;
    private Optional<Instant> waitingSince = Optional.empty();

    void disturb(Instant now) {
        busyAt = now;
    }

    Instant lastDisturbed() {
        return busyAt;
    }

    /** How long to wait yet; zero or less when it is quiet, or was waited for long enough. */
    Duration await(Instant now) {
        var since = waitingSince.orElse(now);
        waitingSince = Optional.of(since);
        var quiet = Duration.between(now, busyAt.plus(LONG_ENOUGH));
        var patience = Duration.between(now, since.plus(LONGEST_WAIT));
        return quiet.compareTo(patience) < 0 ? quiet : patience;
    }

    /** Nobody waits any more. */
    void waited() {
        waitingSince = Optional.empty();
    }
}
