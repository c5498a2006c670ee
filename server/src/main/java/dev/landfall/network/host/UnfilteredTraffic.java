package dev.landfall.network.host;

import dev.landfall.network.PacketFilter;

/** Where the kernel's tables may not be changed, groups are kept and described, but everything passes. */
record UnfilteredTraffic(String why) implements PacketFilter {
    @Override
    public void enforce(Wanted wanted) {
        // Nothing on this host could.
    }

    @Override
    public String describe() {
        return "the rules of security groups are not enforced: " + why;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
