package dev.landfall.network;

import java.util.Optional;

/**
 * One thing a security group allows.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, another protocol's number, or {@code -1} for all
 * @param fromPort first port, or the ICMP type; -1 for all
 * @param toPort last port, or the ICMP code; -1 for all
 */
public record SecurityRule(
        String id,
        Direction direction,
        String protocol,
        int fromPort,
        int toPort,
        Peer peer,
        Optional<String> description) {
    public enum Direction {
        INGRESS,
        EGRESS,
    }

    /** Who is at the other end. */
    public sealed interface Peer {
        record Ipv4Range(String cidr) implements Peer {}

        record Ipv6Range(String cidr) implements Peer {}

        record Group(String account, String groupId) implements Peer {}

        record PrefixList(String id) implements Peer {}
    }

    public SecurityRule withId(String newId) {
        return new SecurityRule(newId, direction, protocol, fromPort, toPort, peer, description);
    }

    public SecurityRule describedAs(Optional<String> text) {
        return new SecurityRule(id, direction, protocol, fromPort, toPort, peer, text);
    }

    /** Whether both allow the same thing, whatever their ids and descriptions. */
    public boolean sameAs(SecurityRule other) {
        return direction == other.direction
                && protocol.equals(other.protocol)
                && fromPort == other.fromPort
                && toPort == other.toPort
                && peer.equals(other.peer);
    }
}
