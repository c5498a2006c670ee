package dev.landfall.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From when to when something took; without an end while it goes on. */
public record Span(Instant begin, Optional<Instant> end) {
    public static Span from(Instant begin) {
        return new Span(begin, Optional.empty());
    }

    public static Span of(Instant begin, Instant end) {
        return new Span(begin, Optional.of(end));
    }

    /** Ended at a moment, unless it ended before. */
    public Span until(Instant moment) {
        return end.isPresent() ? this : of(begin, moment);
    }

    public Duration duration(Instant now) {
        return Duration.between(begin, end.orElse(now));
    }
}
