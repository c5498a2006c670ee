package dev.landfall.network.nftables;

import dev.landfall.network.HostDevices;
import dev.landfall.network.Ipv4;
import dev.landfall.network.TaskEndpoint;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The endpoint of tasks as translations in a table of its own: one that is flushed or replaced takes nothing else along. */
public final class NftablesTaskEndpoint implements TaskEndpoint {
    private final Nft nft = new Nft();
    private final TaskEndpointRules rules;
    private volatile Optional<String> obstacle = Optional.empty();
    private Optional<Map<Integer, Integer>> told = Optional.empty();

    /**
     * @param bridges the devices on this host that carry the instance's containers
     * @param hostAddress the host's own on one of them
     */
    public NftablesTaskEndpoint(String instance, List<String> bridges, Ipv4 hostAddress) {
        this.rules = TaskEndpointRules.of(instance, bridges, hostAddress);
    }

    /** Tries it on the kernel without leaving a trace: why this driver cannot work here, or empty when it can. */
    public static Optional<String> obstacle(String instance) {
        var trial = TaskEndpointRules.of(instance + "_trial", List.of("lf-trial"), ADDRESS);
        try {
            new Nft().apply(trial.whole(Map.of(80, 80)) + trial.removal());
            return Optional.empty();
        } catch (Nft.Refused e) {
            return Optional.of("nftables cannot be used: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> obstacle() {
        return obstacle;
    }

    @Override
    public boolean isOnThisHost() {
        try {
            obstacle = HostDevices.have(rules.hostAddress())
                    ? Optional.empty()
                    : Optional.of("the container engine's network is not on this host, which has no address "
                            + rules.hostAddress());
            return obstacle.isEmpty();
        } catch (SocketException e) {
            throw new Failure("This host's network devices cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public Ipv4 hostAddress() {
        return rules.hostAddress();
    }

    @Override
    public synchronized void ensure(Map<Integer, Integer> ports) {
        var wanted = new TreeMap<>(ports);
        tell(rules.whole(wanted));
        told = Optional.of(wanted);
    }

    @Override
    public synchronized void repair() {
        told.filter(ports -> !rules.isIn(nft.listChain(rules.table(), TaskEndpointRules.LEAD), ports))
                .ifPresent(ports -> tell(rules.whole(ports)));
    }

    /** Leaves nothing of this instance on the host. */
    public synchronized void erase() {
        tell(rules.removal());
        told = Optional.empty();
    }

    private void tell(String script) {
        try {
            nft.apply(script);
        } catch (Nft.Refused e) {
            throw new Failure("The kernel's tables cannot be changed: " + e.getMessage(), e);
        }
    }
}
