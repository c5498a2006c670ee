package dev.landfall.network.nftables;

import dev.landfall.engine.AddressGuard.Wire;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words that tell the kernel's bridge which addresses may come from which of its ports. Devices are told by their
 * indices: a name can be used again, an index is not.
 *
 * @param table its own
 */
record AddressGuardRules(String table) {
    static final String FAMILY = "bridge";
    static final String ENTER = "enter";

    static AddressGuardRules of(String instance) {
        return new AddressGuardRules(Ruleset.tableOf(instance) + ".wire");
    }

    /** Removes the table, also where there is none. */
    String removal() {
        return Ruleset.removal(FAMILY, table);
    }

    /** The whole table anew. Of a port that is not held nothing is dropped: a sandbox is held before anything runs in it. */
    String whole(Collection<Wire> wires) {
        return removal() + """
                table bridge %1$s {
                  set held { type iface_index; }
                  set addresses { type iface_index . ether_addr . ipv4_addr; }
                  chain enter {
                    type filter hook prerouting priority -300; policy accept;
                    iif @held jump own
                  }
                  # Whatever is neither IPv4 nor ARP goes too: nothing judges it later.
                  chain own {
                    ether type ip iif . ether saddr . ip saddr @addresses accept
                    ether type arp iif . ether saddr . arp saddr ip @addresses accept
                    drop
                  }
                }
                """.formatted(table) + held(wires);
    }

    String held(Collection<Wire> wires) {
        return elements("add", wires);
    }

    /** Also where they are not held. */
    String released(Collection<Wire> wires) {
        return elements("add", wires) + elements("delete", wires);
    }

    private String elements(String verb, Collection<Wire> wires) {
        return wires.isEmpty()
                ? ""
                : element(verb, "held", wires, wire -> String.valueOf(wire.device()))
                        + element(
                                verb,
                                "addresses",
                                wires,
                                wire -> wire.device() + " . " + wire.macAddress() + " . " + wire.address());
    }

    private String element(String verb, String set, Collection<Wire> wires, Function<Wire, String> text) {
        var list = wires.stream().map(text).distinct().collect(Collectors.joining(", "));
        return "%s element bridge %s %s { %s }%n".formatted(verb, table, set, list);
    }
}
