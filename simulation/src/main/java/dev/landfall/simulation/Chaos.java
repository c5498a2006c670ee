package dev.landfall.simulation;

import java.time.Duration;

/**
 * How often the process dies, and how long it stays dead.
 *
 * @param deathPerCommit the probability, half of it before and half of it after the commit is durable
 * @param deathPerStep the probability for each piece of work anywhere
 * @param longestDowntime until it is started again
 */
public record Chaos(double deathPerCommit, double deathPerStep, Duration longestDowntime) {
    public static final Chaos NONE = new Chaos(0, 0, Duration.ofSeconds(1));

    /** A death every hundred commits or so: more would let nothing ever be finished. */
    public static final Chaos USUAL = new Chaos(0.01, 0.001, Duration.ofSeconds(20));
}
