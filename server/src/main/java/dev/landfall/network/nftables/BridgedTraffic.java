package dev.landfall.network.nftables;

import dev.landfall.network.PacketFilter.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Has the kernel show us what one task of a bridge sends another. By itself it hands such packets over without asking the
 * IPv4 tables. It is switched on for our bridge alone: other bridges of this host keep what they have.
 */
final class BridgedTraffic {
    private static final String MODULE = "br_netfilter";

    private final Path forAll;
    private final Path forOurs;
    private final BooleanSupplier load;
    private boolean loaded;

    BridgedTraffic(String device) {
        this(
                Path.of("/"),
                device,
                () -> Program.run(List.of("modprobe", MODULE), "").succeeded());
    }

    /**
     * @param root of the file systems that the kernel shows its settings in
     * @param load has the kernel learn it; false when it cannot
     */
    BridgedTraffic(Path root, String device, BooleanSupplier load) {
        this.forAll = root.resolve("proc/sys/net/bridge/bridge-nf-call-iptables");
        this.forOurs = root.resolve("sys/class/net").resolve(device).resolve("bridge/nf_call_iptables");
        this.load = load;
    }

    /** Why it cannot be had here; empty when it can. Looks only. */
    Optional<String> obstacle() {
        if (Files.exists(forAll) ? Files.isWritable(forAll) : knowsModule()) {
            return Optional.empty();
        }
        return Optional.of("the kernel's br_netfilter is missing or may not be switched on");
    }

    private static boolean knowsModule() {
        return Program.run(List.of("modprobe", "-n", "-q", MODULE), "").succeeded();
    }

    /** Makes it so; does nothing where it is, and leaves it for later while there is no bridge. */
    void open() {
        try {
            if (!Files.exists(forAll)) {
                // Where it cannot be had, describe() says so, and all other traffic is filtered all the same.
                loaded = load.getAsBoolean();
            }
            if (Files.exists(forAll) && Files.exists(forOurs)) {
                switchOn();
            }
        } catch (IOException e) {
            throw new Failure("The bridge cannot be made to ask the kernel's tables: " + e.getMessage(), e);
        }
    }

    private void switchOn() throws IOException {
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
