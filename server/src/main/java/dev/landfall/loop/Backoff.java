package dev.landfall.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: twice as long each time up to a cap, and shortened at random by up to half
 * so that many keys which failed together do not return together.
 */
public record Backoff(Duration first, Duration cap) {
    /** Quick enough for a hiccup, slow enough for an engine that is away. */
    public static final Backoff USUAL = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private static final int MOST_DOUBLINGS = 30; // beyond it the shift would overflow, and any cap is reached

    public Backoff {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("A backoff grows from a positive delay to its cap");
        }
    }

    /** @param failures in a row, counted from 1 */
    public Duration delay(int failures, RandomGenerator random) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var most = doubled.compareTo(cap) > 0 ? cap : doubled;
        return Duration.ofNanos((long) (most.toNanos() * (1 - random.nextDouble() / 2)));
    }
}
