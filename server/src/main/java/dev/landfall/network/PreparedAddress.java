package dev.landfall.network;

/** A private address set aside for the next interface in a subnet, so that an engine can make its sandbox ahead. */
public record PreparedAddress(String subnetId, Zone zone, Cidr block, Ipv4 address) {
    /** What the sandbox is called; the interface that takes the address has the same name. */
    public String hostname() {
        return NetworkInterface.privateDnsName(zone.region(), address);
    }
}
