package dev.landfall.network.host;

import dev.landfall.loop.Scheduler;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses;
import dev.landfall.network.forwarding.ForwardedPublicAddresses;
import dev.landfall.network.nftables.NftablesPublicAddresses;

/** Chooses how public addresses are made to answer on this host. */
public final class HostAddresses {
    private HostAddresses() {}

    /**
     * The kernel's tables where they may be changed, else forwarding. Tries it out, which takes some milliseconds and
     * leaves no trace; {@link PublicAddresses#describe()} tells what was chosen, and why.
     */
    public static PublicAddresses choose(String instance, NetworkSettings settings, Scheduler scheduler) {
        return NftablesPublicAddresses.obstacle(instance, settings)
                .<PublicAddresses>map(why -> new ForwardedPublicAddresses(scheduler, why))
                .orElseGet(() -> new NftablesPublicAddresses(instance, settings));
    }
}
