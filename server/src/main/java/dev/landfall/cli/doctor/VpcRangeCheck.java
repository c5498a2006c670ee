package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.EngineProbe;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.NetworkSettings;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** The default VPC's block must not already mean something else on this machine. */
final class VpcRangeCheck implements Check {
    private static final Cidr VPC = NetworkSettings.DEFAULT.vpcBlock();

    @Override
    public Finding examine(Settings settings) {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(VpcRangeCheck::overlaps)
                    .findFirst()
                    .map(NetworkInterface::getName)
                    .map(device -> judge(device, settings))
                    .orElseGet(() -> new Good(VPC + ", the default VPC, is free"));
        } catch (SocketException e) {
            return new Limited("the network interfaces cannot be listed: " + e.getMessage(), "try as root");
        }
    }

    private static boolean overlaps(NetworkInterface device) {
        return device.getInterfaceAddresses().stream()
                .flatMap(address -> range(address).stream())
                .anyMatch(VPC::overlaps);
    }

    private static Optional<Cidr> range(InterfaceAddress address) {
        if (!(address.getAddress() instanceof Inet4Address ipv4)) {
            return Optional.empty();
        }
        int prefix = address.getNetworkPrefixLength();
        long first = Ipv4.parse(ipv4.getHostAddress()).value() & -1L << (32 - prefix);
        return Optional.of(new Cidr(new Ipv4((int) first), prefix));
    }

    /** Docker names a network's bridge after the first twelve digits of its id; ours carry our label. */
    private static Finding judge(String device, Settings settings) {
        return device.startsWith("br-") && isOurs(device.substring("br-".length()), settings)
                ? new Good(VPC + ", the default VPC, is on Landfall's own bridge " + device)
                : new Bad(
                        VPC + ", the default VPC, overlaps what " + device + " uses",
                        device.startsWith("br-")
                                ? "docker network ls shows whose it is; remove it if it is not needed"
                                : "leave that network while tasks run, or run Landfall on another machine");
    }

    private static boolean isOurs(String network, Settings settings) {
        try {
            return EngineProbe.get(settings.dockerHost(), "/networks/" + network)
                    .contains("\"dev.landfall.");
        } catch (IOException e) {
            return false;
        }
    }
}
