package dev.landfall.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.network.SecurityRule.Peer;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DefaultGroupTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Cidr VPC = Cidr.parse("172.31.0.0/16");

    @Test
    void letsThisMachineInWhereOnlyItCouldUseAPublicAddress() {
        assertThat(peersLetIn(Cidr.parse("127.64.0.0/16"))).hasSize(2).contains(new Peer.Ipv4Range("127.0.0.0/8"));
    }

    @Test
    void isExactlyAwssWherePublicAddressesAreRealOnes() {
        assertThat(peersLetIn(Cidr.parse("203.0.113.0/24"))).singleElement().isInstanceOf(Peer.Group.class);
    }

    private static List<Peer> peersLetIn(Cidr pool) {
        var settings = new NetworkSettings(VPC, pool);
        var id = DefaultNetwork.of(REALM, VPC).vpc().defaultGroupId();
        try (var store = new MemoryStore()) {
            var groups = new SecurityGroups(settings, new Random(7));
            return store.read(reader -> groups.find(reader, REALM, id)).orElseThrow().rules(Direction.INGRESS).stream()
                    .map(SecurityRule::peer)
                    .toList();
        }
    }
}
