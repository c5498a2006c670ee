package dev.landfall.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.wire.Realm;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DefaultNetworkTest {
    private static final Cidr BLOCK = Cidr.parse("172.31.0.0/16");
    private static final Realm REALM = new Realm("000000000000", "us-east-1");

    @Test
    void hasASubnetInEachZone() {
        var network = DefaultNetwork.of(REALM, BLOCK);
        assertThat(network.subnets())
                .extracting(subnet -> subnet.zone().name())
                .containsExactly("us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f");
        assertThat(network.subnets())
                .extracting(subnet -> subnet.cidr().toString())
                .contains("172.31.80.0/20");
        assertThat(network.vpc().id()).matches("vpc-0[0-9a-f]{16}");
    }

    @Test
    void isTheSameEachTimeAndAnotherInEachRealmAndBlock() {
        var network = DefaultNetwork.of(REALM, BLOCK);
        assertThat(DefaultNetwork.of(REALM, BLOCK)).isEqualTo(network);
        var others = new HashSet<String>();
        others.add(network.vpc().id());
        others.add(DefaultNetwork.of(new Realm("000000000001", "us-east-1"), BLOCK)
                .vpc()
                .id());
        others.add(DefaultNetwork.of(new Realm("000000000000", "us-east-2"), BLOCK)
                .vpc()
                .id());
        others.add(DefaultNetwork.of(REALM, Cidr.parse("10.0.0.0/16")).vpc().id());
        assertThat(others).hasSize(4);
    }

    @Test
    void existsInRegionsThatAwsDoesNotHave() {
        assertThat(DefaultNetwork.of(new Realm("000000000000", "local"), BLOCK).subnets())
                .hasSize(3);
    }

    @Test
    void knowsTheZonesOfEveryRegion() {
        for (var region : Regions.names()) {
            assertThat(Regions.zones(region))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(zone -> assertThat(zone.name()).startsWith(region));
        }
    }
}
