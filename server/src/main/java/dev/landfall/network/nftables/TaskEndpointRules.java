package dev.landfall.network.nftables;

import dev.landfall.network.Ipv4;
import dev.landfall.network.TaskEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The words that tell the kernel where the endpoint of an instance's tasks is.
 *
 * @param table its own
 * @param bridges the devices that carry the containers
 * @param hostAddress where the listeners are
 */
record TaskEndpointRules(String table, List<String> bridges, Ipv4 hostAddress) {
    static final String LEAD = "lead";

    static TaskEndpointRules of(String instance, List<String> bridges, Ipv4 hostAddress) {
        return new TaskEndpointRules(Ruleset.tableOf(instance) + ".tasks", List.copyOf(bridges), hostAddress);
    }

    /** Removes the table, also where there is none. */
    String removal() {
        return Ruleset.removal(table);
    }

    /** The whole table anew. A container's packet keeps its source: the listener knows its caller by it. */
    String whole(Map<Integer, Integer> ports) {
        return removal()
                + """
                table ip %1$s {
                  chain lead {
                    type nat hook prerouting priority -110; policy accept;
                    %5$s
                  }
                  # Whoever was not led there, another host or a container that guessed the port, is turned away.
                  chain guard {
                    type filter hook input priority -20; policy accept;
                    ip daddr %4$s tcp dport { %6$s } ct original ip daddr != %3$s reject with tcp reset
                  }
                  # No router passes link-local packets on. The host's cloud may answer there, with the host's identity;
                  # only names may be asked, for some clouds' resolvers have such an address.
                  chain keep {
                    type filter hook forward priority -20; policy accept;
                    iifname { %2$s } ip daddr 169.254.0.0/16 meta l4proto { tcp, udp } th dport != 53 reject
                  }
                }
                """.formatted(table, devices(), TaskEndpoint.ADDRESS, hostAddress, leads(ports), listeners(ports));
    }

    /** Whether a listing of the table's chain leads these ports where it should. */
    boolean isIn(Optional<String> listing, Map<Integer, Integer> ports) {
        return listing.filter(text -> ports.entrySet().stream().allMatch(port -> text.contains(lead(port))))
                .isPresent();
    }

    private String leads(Map<Integer, Integer> ports) {
        return ports.entrySet().stream()
                .map(port -> "iifname { " + devices() + " } " + lead(port))
                .collect(Collectors.joining("\n    "));
    }

    /** Just as nft lists it. */
    private String lead(Map.Entry<Integer, Integer> port) {
        return "ip daddr %s tcp dport %d dnat to %s:%d"
                .formatted(TaskEndpoint.ADDRESS, port.getKey(), hostAddress, port.getValue());
    }

    private String devices() {
        return bridges.stream().map(bridge -> '"' + bridge + '"').collect(Collectors.joining(", "));
    }

    private static String listeners(Map<Integer, Integer> ports) {
        return ports.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
