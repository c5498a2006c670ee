package dev.landfall.network.nftables;

import static dev.landfall.network.BridgeNetwork.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.network.BridgeNetwork;
import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses.Failure;
import dev.landfall.network.PublicAddresses.Target;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A range of addresses on a local network, asked from another machine on it: a network namespace behind a cable. */
@Tag("docker")
class RoutedRangeTest {
    private static final Cidr BLOCK = Cidr.parse("172.29.0.0/16");
    private static final NetworkSettings SETTINGS = new NetworkSettings(BLOCK, Cidr.parse("198.51.100.16/28"));
    private static final Ipv4 PUBLIC = Ipv4.parse("198.51.100.20");
    private static final Ipv4 CONTAINER = Ipv4.parse("172.29.0.10");

    private static BridgeNetwork network;
    private static String rulesBefore;

    private final NftablesPublicAddresses addresses = new NftablesPublicAddresses("test-routed", SETTINGS);

    @BeforeAll
    static void cable() {
        network = new BridgeNetwork("landfall-test-routed", BLOCK);
        network.serve(CONTAINER);
        shell("ip netns add lf-test-peer && ip link add lf-test-host type veth peer name lf-test-peer"
                + " && ip link set lf-test-peer netns lf-test-peer"
                + " && ip -n lf-test-peer addr add 198.51.100.2/24 dev lf-test-peer"
                + " && ip -n lf-test-peer link set lf-test-peer up"
                + " && ip addr add 198.51.100.1/24 dev lf-test-host && ip link set lf-test-host up");
        rulesBefore = rules();
    }

    @AfterAll
    static void unplug() {
        shell("ip netns del lf-test-peer; ip link del lf-test-host 2>/dev/null; true");
        network.close();
    }

    @AfterEach
    void leavesNothing() {
        addresses.erase();
        assertThat(rules()).isEqualTo(rulesBefore);
    }

    @Test
    void isReachedFromAnotherMachineWhileTheAddressStands() {
        addresses.ensure(PUBLIC, new Target(CONTAINER, Set.of()));
        assertThat(fromPeer()).isEqualTo(CONTAINER.toString());
        addresses.repair(); // also twice
        assertThat(fromPeer()).isEqualTo(CONTAINER.toString());

        addresses.remove(PUBLIC);
        assertThat(fromPeer()).isEqualTo("refused");
    }

    @Test
    void isReachedFromTheHostItself() {
        addresses.ensure(PUBLIC, new Target(CONTAINER, Set.of()));
        assertThat(shell("curl -s -m 3 http://" + PUBLIC + ":3000/")).isEqualTo(CONTAINER.toString());
    }

    @Test
    void doesNotTakeTheHostsOwnAddress() {
        var tooWide = new NetworkSettings(BLOCK, Cidr.parse("198.51.100.0/24"));
        assertThat(NftablesPublicAddresses.obstacle("test-wide", tooWide))
                .contains("the public range 198.51.100.0/24 holds this host's own address 198.51.100.1");
        var wide = new NftablesPublicAddresses("test-wide", tooWide);
        assertThatThrownBy(() -> wide.replaceAll(Map.of())).isInstanceOf(Failure.class);
        assertThat(shell("nft list tables")).doesNotContain("test_wide");
    }

    private static String fromPeer() {
        return shell("ip netns exec lf-test-peer curl -s -m 3 http://" + PUBLIC
                + ":3000/ || if [ $? = 7 ]; then echo refused; else echo lost; fi");
    }

    /** Whether a link is up is the kernel's own to say, a moment later. */
    private static String rules() {
        return shell("nft list tables | grep landfall_test; iptables -S DOCKER-USER | grep landfall_test;"
                + " ip route show table local | grep 198.51.100 | sed 's/ linkdown//'; true");
    }
}
