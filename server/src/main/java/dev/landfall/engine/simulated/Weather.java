package dev.landfall.engine.simulated;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How slow and how faulty a simulated engine is. Probabilities are from 0 to 1.
 *
 * @param slowest the longest that one step takes: a pull, a creation, a start, a removal
 * @param pullFails that a pull fails though the image exists
 * @param startFails that a container cannot be started
 * @param crashes that a container which would run on exits by itself within a minute
 * @param tellingLost that a change is not told; the sweep tells it later
 * @param tellingDoubled that a change is told twice
 */
public record Weather(
        Duration slowest,
        double pullFails,
        double startFails,
        double crashes,
        double tellingLost,
        double tellingDoubled) {
    public static final Weather CALM = new Weather(Duration.ofMillis(50), 0, 0, 0, 0, 0);
    public static final Weather STORMY = new Weather(Duration.ofSeconds(20), 0.05, 0.05, 0.1, 0.2, 0.2);

    Duration delay(RandomGenerator random) {
        return Duration.ofNanos(1 + random.nextLong(slowest.toNanos()));
    }
}
