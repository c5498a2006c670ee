package dev.landfall.network.host;

import dev.landfall.network.Cidr;
import dev.landfall.network.PacketFilter;
import dev.landfall.network.nftables.NftablesPacketFilter;

/** Chooses how the rules of security groups are enforced on this host. */
public final class HostPacketFilter {
    private HostPacketFilter() {}

    /**
     * The kernel's tables where they may be changed, else none. Tries it out, which takes some milliseconds and leaves no
     * trace; {@link PacketFilter#describe()} tells what was chosen, and why.
     */
    public static PacketFilter choose(String instance, String device, Cidr block) {
        return NftablesPacketFilter.obstacle(instance)
                .map(HostPacketFilter::none)
                .orElseGet(() -> new NftablesPacketFilter(instance, device, block));
    }

    /** Everything passes. */
    public static PacketFilter none(String why) {
        return new UnfilteredTraffic(why);
    }
}
