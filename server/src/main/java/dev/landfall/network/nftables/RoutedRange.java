package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PublicAddresses.Failure;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A range that the operator owns, reached from other machines. The host takes every address of it for its own, so that
 * it answers for them on its local network too, and Docker's firewall is told to let through what was translated.
 */
final class RoutedRange implements Reachable {
    /** Where Docker lets others put rules before its own; it drops what it was not told to forward. */
    private static final String CHAIN = "DOCKER-USER";

    private final Ruleset ruleset;

    RoutedRange(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    @Override
    public Optional<String> obstacle() {
        return ownAddress().map(own -> "the public range " + ruleset.pool() + " holds this host's own address " + own);
    }

    /** The host would no longer be reached at an address of its own that is in the range. */
    private Optional<Ipv4> ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(address ->
                            new Ipv4(ByteBuffer.wrap(address.getAddress()).getInt()))
                    .filter(ruleset.pool()::contains)
                    .findFirst();
        } catch (IOException e) {
            throw new Failure("This host's addresses cannot be listed: " + e.getMessage(), List.of(), e);
        }
    }

    @Override
    public boolean open() {
        ownAddress().ifPresent(own -> {
            throw new Failure("The public range " + ruleset.pool() + " holds this host's own address " + own);
        });
        require(Program.run(route("replace"), ""));
        if (dockerFilters() && !Program.run(accept("-C"), "").succeeded()) {
            require(Program.run(accept("-I"), ""));
        }
        return true;
    }

    @Override
    public void shut() {
        var unrouted = Program.run(route("del"), "");
        var unaccepted = dockerFilters() ? Program.run(accept("-D"), "") : unrouted;
    }

    private static boolean dockerFilters() {
        return Program.run(List.of("iptables", "-w", "-n", "-L", CHAIN), "").succeeded();
    }

    private List<String> route(String verb) {
        return List.of("ip", "route", verb, "local", text(ruleset.pool()), "dev", "lo");
    }

    private List<String> accept(String verb) {
        return List.of(
                "iptables",
                "-w",
                verb,
                CHAIN,
                "-d",
                text(ruleset.block()),
                "-m",
                "conntrack",
                "--ctstate",
                "DNAT",
                "--ctorigdst",
                text(ruleset.pool()),
                "-m",
                "comment",
                "--comment",
                ruleset.table(),
                "-j",
                "ACCEPT");
    }

    private static String text(Cidr cidr) {
        return cidr.toString();
    }

    private static void require(Program.Done done) {
        if (!done.succeeded()) {
            throw new Failure("The host does not let the public range be reached: " + done.output());
        }
    }
}
