package dev.landfall.simulation;

import dev.landfall.network.PacketFilter;
import java.util.random.RandomGenerator;

/** The kernel's table of what may pass, which outlives the process and sometimes refuses. */
public final class SimulatedPacketFilter implements PacketFilter {
    private final RandomGenerator random;
    private Wanted standing = Wanted.NOTHING;
    private double refuses;

    public SimulatedPacketFilter(RandomGenerator random) {
        this.random = random;
    }

    /** The probability that a change fails. */
    public void refuse(double probability) {
        refuses = probability;
    }

    @Override
    public void enforce(Wanted wanted) {
        if (random.nextDouble() < refuses) {
            throw new Failure("the simulated kernel refuses");
        }
        standing = wanted;
    }

    /** What is enforced now. */
    public Wanted standing() {
        return standing;
    }

    @Override
    public String describe() {
        return "simulated";
    }

    @Override
    public void close() {
        // The table stays, as the kernel's does.
    }
}
