package dev.landfall.network.nftables;

import static dev.landfall.network.SecurityGroupsOfTests.cidr;
import static dev.landfall.network.SecurityGroupsOfTests.in;
import static dev.landfall.network.SecurityGroupsOfTests.members;
import static dev.landfall.network.SecurityGroupsOfTests.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.network.Cidr;
import dev.landfall.network.SecurityRule;
import dev.landfall.network.SecurityRule.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTextTest {
    private final RuleText text = new RuleText(Cidr.parse("172.31.0.0/16"), "vpc-0a");

    @Test
    void keepsTheMembersOfOtherVpcsOutFirst() {
        assertThat(text.inward(List.of()))
                .containsExactly("ip saddr 172.31.0.0/16 ip saddr != @vpc-0a ct status & dnat == 0 drop");
    }

    @Test
    void readsWhatComesInByItsSource() {
        assertThat(inward(in("tcp", 3000, 3000, cidr("0.0.0.0/0"))))
                .isEqualTo("meta l4proto tcp tcp dport 3000 accept");
        assertThat(inward(in("udp", 10, 20, cidr("10.0.0.0/8"))))
                .isEqualTo("meta l4proto udp udp dport 10-20 ip saddr 10.0.0.0/8 accept");
        assertThat(inward(in("tcp", 0, 65_535, members("sg-0b")))).isEqualTo("meta l4proto tcp ip saddr @sg-0b accept");
        assertThat(inward(in("-1", -1, -1, cidr("0.0.0.0/0")))).isEqualTo("accept");
        assertThat(inward(in("50", -1, -1, cidr("10.1.2.3/32"))))
                .isEqualTo("meta l4proto 50 ip saddr 10.1.2.3/32 accept");
    }

    @Test
    void readsWhatGoesOutByWhatItAskedForFirst() {
        assertThat(outward(out("tcp", 443, 443, cidr("203.0.113.0/24"))))
                .isEqualTo("meta l4proto tcp ct original proto-dst 443 ct original ip daddr 203.0.113.0/24 accept");
        assertThat(outward(out("-1", -1, -1, members("sg-0b")))).isEqualTo("ct original ip daddr @sg-0b accept");
    }

    @Test
    void readsTypesAndCodesOfIcmp() {
        assertThat(inward(in("icmp", -1, -1, cidr("0.0.0.0/0")))).isEqualTo("meta l4proto icmp accept");
        assertThat(inward(in("icmp", 8, -1, cidr("0.0.0.0/0")))).isEqualTo("icmp type 8 accept");
        assertThat(inward(in("icmp", 3, 4, cidr("0.0.0.0/0")))).isEqualTo("icmp type 3 icmp code 4 accept");
    }

    @Test
    void meansNobodyByPeersThatCannotBeHere() {
        assertThat(text.outward(List.of(
                        out("-1", -1, -1, new Peer.Ipv6Range("::/0")),
                        out("icmpv6", -1, -1, cidr("0.0.0.0/0")),
                        out("-1", -1, -1, new Peer.PrefixList("pl-0a")))))
                .isEmpty();
    }

    private String inward(SecurityRule rule) {
        return text.inward(List.of(rule)).getLast();
    }

    private String outward(SecurityRule rule) {
        return text.outward(List.of(rule)).getFirst();
    }
}
