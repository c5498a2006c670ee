package dev.landfall.network.nftables;

import dev.landfall.network.PacketFilter.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Has the kernel show us what one task of a bridge sends another. By itself it hands such packets over without asking the
 * IPv4 tables. It is switched on for our bridge alone: other bridges of this host keep what they have.
 */
final class BridgedTraffic {
    private static final Path SWITCHES = Path.of("/proc/sys/net/bridge");
    private static final Path FOR_ALL = SWITCHES.resolve("bridge-nf-call-iptables");
    private static final Path DEVICES = Path.of("/sys/class/net");
    private static final List<String> LOAD = List.of("modprobe", "br_netfilter");

    private final Path forOurs;
    private boolean loaded;

    BridgedTraffic(String device) {
        this.forOurs = DEVICES.resolve(device).resolve("bridge").resolve("nf_call_iptables");
    }

    /** Why it cannot be had here; empty when it can. Looks only. */
    Optional<String> obstacle() {
        if (Files.exists(SWITCHES) ? Files.isWritable(FOR_ALL) : knowsModule()) {
            return Optional.empty();
        }
        return Optional.of("the kernel's br_netfilter is missing or may not be switched on");
    }

    private static boolean knowsModule() {
        return Program.run(List.of("modprobe", "-n", "-q", "br_netfilter"), "").succeeded();
    }

    /** Makes it so; does nothing where it is, and leaves it for later while there is no bridge. */
    void open() {
        try {
            if (!Files.exists(SWITCHES)) {
                // Where it cannot be had, describe() says so, and all other traffic is filtered all the same.
                loaded = Program.run(LOAD, "").succeeded();
            }
            if (Files.exists(SWITCHES) && Files.exists(forOurs)) {
                open(FOR_ALL);
            }
        } catch (IOException e) {
            throw new Failure("The bridge cannot be made to ask the kernel's tables: " + e.getMessage(), e);
        }
    }

    private void open(Path forAll) throws IOException {
        if (loaded || !isOn(forAll)) {
            set(forOurs, '1');
        }
        if (loaded) { // the module comes switched on for all bridges, which nobody else asked for
            set(forAll, '0');
            loaded = false;
        }
    }

    private static void set(Path setting, char value) throws IOException {
        if (Files.readString(setting).charAt(0) != value) {
            Files.writeString(setting, String.valueOf(value));
        }
    }

    private static boolean isOn(Path setting) throws IOException {
        return Files.readString(setting).startsWith("1");
    }
}
