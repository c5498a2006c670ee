package dev.landfall.simulation;

import dev.landfall.network.Ipv4;
import dev.landfall.network.PublicAddresses;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The kernel's table of public addresses, which outlives the process and sometimes refuses. */
public final class SimulatedPublicAddresses implements PublicAddresses {
    private final Map<Ipv4, Target> table = new TreeMap<>();
    private final RandomGenerator random;
    private double refuses;

    public SimulatedPublicAddresses(RandomGenerator random) {
        this.random = random;
    }

    /** The probability that a change fails. */
    public void refuse(double probability) {
        refuses = probability;
    }

    private void mayRefuse() {
        if (random.nextDouble() < refuses) {
            throw new Failure("the simulated kernel refuses");
        }
    }

    @Override
    public void ensure(Ipv4 publicAddress, Target target) {
        mayRefuse();
        table.put(publicAddress, target);
    }

    @Override
    public void remove(Ipv4 publicAddress) {
        table.remove(publicAddress);
    }

    @Override
    public void replaceAll(Map<Ipv4, Target> wanted) {
        mayRefuse();
        table.clear();
        table.putAll(wanted);
    }

    @Override
    public Map<Ipv4, Ipv4> observe() {
        var seen = new TreeMap<Ipv4, Ipv4>();
        table.forEach((address, target) -> seen.put(address, target.privateAddress()));
        return seen;
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
