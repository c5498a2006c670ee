package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The host's network device that carries containers, told by its address. For a loopback address to reach across it, the
 * kernel must be asked to route loopback addresses there; no other device is changed.
 */
final class Bridge {
    private static final Path DEVICES = Path.of("/proc/sys/net/ipv4/conf");
    private static final String SETTING = "route_localnet";

    private final Cidr block;
    private volatile Optional<String> device = Optional.empty();

    Bridge(Cidr block) {
        this.block = block;
    }

    static boolean maySet() {
        return Files.isWritable(DEVICES.resolve("all").resolve(SETTING));
    }

    /** Makes the device route loopback addresses; false while no device has an address in the block. */
    boolean routeLoopback() throws IOException {
        if (device.isPresent() && set(device.get(), '1')) {
            return true;
        }
        device = find();
        return device.isPresent() && set(device.get(), '1');
    }

    void restore() throws IOException {
        var now = find();
        if (now.isPresent()) {
            set(now.get(), '0');
        }
    }

    private static boolean set(String device, char value) throws IOException {
        var setting = DEVICES.resolve(device).resolve(SETTING);
        if (!Files.exists(setting)) {
            return false;
        }
        if (Files.readString(setting).charAt(0) != value) {
            Files.writeString(setting, String.valueOf(value));
        }
        return true;
    }

    private Optional<String> find() throws IOException {
        return NetworkInterface.networkInterfaces()
                .filter(candidate -> candidate
                        .inetAddresses()
                        .anyMatch(address -> address instanceof Inet4Address inet
                                && block.contains(new Ipv4(
                                        ByteBuffer.wrap(inet.getAddress()).getInt()))))
                .map(NetworkInterface::getName)
                .findFirst();
    }
}
