package dev.landfall.network;

import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.network.SecurityRule.Peer;
import java.util.List;
import java.util.Optional;

/** Rules and groups in few words. */
public final class SecurityGroupsOfTests {
    public static final String VPC = "vpc-0aaa";

    private SecurityGroupsOfTests() {}

    public static SecurityGroup group(String id, SecurityRule... rules) {
        return new SecurityGroup(id, id, "of a test", VPC, List.of(rules));
    }

    public static SecurityRule in(String protocol, int from, int to, Peer peer) {
        return new SecurityRule("sgr-0", Direction.INGRESS, protocol, from, to, peer, Optional.empty());
    }

    public static SecurityRule out(String protocol, int from, int to, Peer peer) {
        return new SecurityRule("sgr-0", Direction.EGRESS, protocol, from, to, peer, Optional.empty());
    }

    public static SecurityRule allOut() {
        return out("-1", -1, -1, cidr("0.0.0.0/0"));
    }

    public static Peer cidr(String text) {
        return new Peer.Ipv4Range(text);
    }

    public static Peer members(String groupId) {
        return new Peer.Group("000000000000", groupId);
    }
}
