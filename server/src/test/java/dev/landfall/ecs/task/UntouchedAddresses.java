package dev.landfall.ecs.task;

import dev.landfall.network.Ipv4;
import dev.landfall.network.PublicAddresses;
import java.util.Map;

/** Public addresses that no operation may touch. */
final class UntouchedAddresses implements PublicAddresses {
    @Override
    public void ensure(Ipv4 publicAddress, Target target) {
        throw touched();
    }

    @Override
    public void remove(Ipv4 publicAddress) {
        throw touched();
    }

    @Override
    public void replaceAll(Map<Ipv4, Target> wanted) {
        throw touched();
    }

    private static AssertionError touched() {
        return new AssertionError("An operation touched the network");
    }

    @Override
    public Map<Ipv4, Ipv4> observe() {
        return Map.of();
    }

    @Override
    public String describe() {
        return "none";
    }

    @Override
    public void close() {}
}
