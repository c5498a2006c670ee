package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.Instance;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** The default VPC's block must not already mean something else on this machine. */
final class VpcRangeCheck implements Check {
    private static final String BRIDGE = "lf-";

    @Override
    public Finding examine(Settings settings) {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(device -> overlaps(device, settings.vpc()))
                    .findFirst()
                    .map(NetworkInterface::getName)
                    .map(device -> judge(device, settings))
                    .orElseGet(() -> new Good(settings.vpc() + ", the default VPC, is free"));
        } catch (SocketException e) {
            return new Limited("the network interfaces cannot be listed: " + e.getMessage(), "try as root");
        }
    }

    private static boolean overlaps(NetworkInterface device, Cidr vpc) {
        return device.getInterfaceAddresses().stream()
                .flatMap(address -> range(address).stream())
                .anyMatch(vpc::overlaps);
    }

    private static Optional<Cidr> range(InterfaceAddress address) {
        if (!(address.getAddress() instanceof Inet4Address ipv4)) {
            return Optional.empty();
        }
        int prefix = address.getNetworkPrefixLength();
        long first = Ipv4.parse(ipv4.getHostAddress()).value() & -1L << (32 - prefix);
        return Optional.of(new Cidr(new Ipv4((int) first), prefix));
    }

    /** A bridge of Landfall's is called after its instance. */
    private static Finding judge(String device, Settings settings) {
        if (Instance.name(settings.data())
                .filter(name -> device.equals(BRIDGE + name))
                .isPresent()) {
            return new Good(settings.vpc() + ", the default VPC, is on Landfall's own bridge " + device);
        }
        return new Bad(
                settings.vpc() + ", the default VPC, overlaps what " + device + " uses",
                device.startsWith(BRIDGE)
                        ? "another Landfall has it: give this one a block of its own, as --vpc 172.30.0.0/16"
                        : "choose another block, as --vpc 172.30.0.0/16");
    }
}
