package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.SecurityRule;
import dev.landfall.network.SecurityRule.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one security group as lines of nftables, for the first packet of a connection: what follows is let
 * through before.
 *
 * @param block all addresses that tasks may have
 * @param vpcId the group's, also the name of the set of its members
 */
record RuleText(Cidr block, String vpcId) {
    private static final int ANY = -1;
    private static final int LAST_PORT = 65_535;
    private static final String ACCEPT = " accept";

    /** How the ends of a connection are told apart in a direction. */
    private record Side(String ports, String address) {}

    private static final Side COMING = new Side("dport ", "ip saddr ");

    /** What was asked for, whatever it was translated to on its way, as on AWS. */
    private static final Side GOING = new Side("ct original proto-dst ", "ct original ip daddr ");

    List<String> inward(List<SecurityRule> rules) {
        var lines = new ArrayList<String>();
        // All VPCs share a wire. A public address leads into another one, as on AWS.
        lines.add("ip saddr " + block + " ip saddr != @" + vpcId + " ct status & dnat == 0 drop");
        rules.forEach(rule -> line(rule, COMING).ifPresent(lines::add));
        return List.copyOf(lines);
    }

    List<String> outward(List<SecurityRule> rules) {
        return rules.stream().flatMap(rule -> line(rule, GOING).stream()).toList();
    }

    private static Optional<String> line(SecurityRule rule, Side side) {
        if (rule.protocol().equals("icmpv6")) {
            return Optional.empty(); // there is none over IPv4
        }
        return peer(rule.peer(), side).map(peer -> (traffic(rule, side) + peer + ACCEPT).strip());
    }

    /** Empty where nobody can be meant: the network has no IPv6, and prefix lists do not exist yet. */
    private static Optional<String> peer(Peer peer, Side side) {
        return switch (peer) {
            case Peer.Ipv4Range(var cidr) ->
                Optional.of(Cidr.parse(cidr).prefix() == 0 ? "" : " " + side.address() + cidr);
            case Peer.Group(var account, var groupId) -> Optional.of(" " + side.address() + "@" + groupId);
            case Peer.Ipv6Range range -> Optional.empty();
            case Peer.PrefixList list -> Optional.empty();
        };
    }

    private static String traffic(SecurityRule rule, Side side) {
        return switch (rule.protocol()) {
            case "-1" -> "";
            case "tcp", "udp" -> ports(rule, side);
            case "icmp" -> icmp(rule);
            default -> "meta l4proto " + rule.protocol();
        };
    }

    private static String ports(SecurityRule rule, Side side) {
        var protocol = "meta l4proto " + rule.protocol();
        if (rule.fromPort() == 0 && rule.toPort() == LAST_PORT) {
            return protocol;
        }
        var range = rule.fromPort() == rule.toPort()
                ? String.valueOf(rule.fromPort())
                : rule.fromPort() + "-" + rule.toPort();
        return protocol + " " + (side.equals(COMING) ? rule.protocol() + " " : "") + side.ports() + range;
    }

    private static String icmp(SecurityRule rule) {
        if (rule.fromPort() == ANY) {
            return "meta l4proto icmp";
        }
        return "icmp type " + rule.fromPort() + (rule.toPort() == ANY ? "" : " icmp code " + rule.toPort());
    }
}
