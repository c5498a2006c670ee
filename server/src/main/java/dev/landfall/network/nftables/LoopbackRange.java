package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PublicAddresses.Failure;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A range of loopback addresses, reached from this host alone. The kernel must be asked to let such addresses cross the
 * device that carries the containers, which is told by its address; no other device is changed.
 */
final class LoopbackRange implements Reachable {
    private static final Path DEVICES = Path.of("/proc/sys/net/ipv4/conf");
    private static final String SETTING = "route_localnet";

    private final Cidr block;
    private volatile Optional<String> device = Optional.empty();

    LoopbackRange(Cidr block) {
        this.block = block;
    }

    @Override
    public Optional<String> obstacle() {
        return Files.isWritable(DEVICES.resolve("all").resolve(SETTING))
                ? Optional.empty()
                : Optional.of("loopback addresses cannot be routed to containers: /proc/sys may not be written");
    }

    @Override
    public boolean open() {
        if (device.isPresent() && set(device.get(), '1')) {
            return true;
        }
        device = find();
        return device.isPresent() && set(device.get(), '1');
    }

    @Override
    public void shut() {
        find().ifPresent(found -> set(found, '0'));
    }

    /** False when there is no such device. */
    private static boolean set(String device, char value) {
        var setting = DEVICES.resolve(device).resolve(SETTING);
        try {
            if (!Files.exists(setting)) {
                return false;
            }
            if (Files.readString(setting).charAt(0) != value) {
                Files.writeString(setting, String.valueOf(value));
            }
            return true;
        } catch (IOException e) {
            throw new Failure(
                    "Whether " + device + " routes loopback addresses cannot be set: " + e.getMessage(), List.of(), e);
        }
    }

    private Optional<String> find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(this::carries)
                    .map(NetworkInterface::getName)
                    .findFirst();
        } catch (IOException e) {
            throw new Failure("This host's network devices cannot be listed: " + e.getMessage(), List.of(), e);
        }
    }

    private boolean carries(NetworkInterface candidate) {
        return candidate
                .inetAddresses()
                .anyMatch(address -> address instanceof Inet4Address inet
                        && block.contains(
                                new Ipv4(ByteBuffer.wrap(inet.getAddress()).getInt())));
    }
}
