package dev.landfall.network.host;

import dev.landfall.engine.AddressGuard;
import dev.landfall.network.nftables.NftablesAddressGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses how tasks are held to their own addresses on this host. */
public final class HostAddressGuard {
    private static final Logger LOG = LoggerFactory.getLogger(HostAddressGuard.class);

    private HostAddressGuard() {}

    /** The kernel's bridge tables where they may be changed, else none. Tries it out, and leaves no trace. */
    public static AddressGuard choose(String instance) {
        var obstacle = NftablesAddressGuard.obstacle(instance);
        if (obstacle.isEmpty()) {
            return new NftablesAddressGuard(instance);
        }
        LOG.info("Tasks are not held to their own addresses on the wire: {}", obstacle.get());
        return AddressGuard.NONE;
    }
}
