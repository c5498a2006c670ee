package dev.landfall.network;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The network devices of this host, as this process sees them. */
public final class HostDevices {
    private HostDevices() {}

    /** Whether one of them has the address now. @throws SocketException when they cannot be listed */
    public static boolean have(Ipv4 address) throws SocketException {
        return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address.toString())) != null;
    }
}
