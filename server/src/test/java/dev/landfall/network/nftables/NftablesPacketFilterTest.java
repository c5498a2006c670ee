package dev.landfall.network.nftables;

import static dev.landfall.network.BridgeNetwork.shell;
import static dev.landfall.network.SecurityGroupsOfTests.VPC;
import static dev.landfall.network.SecurityGroupsOfTests.allOut;
import static dev.landfall.network.SecurityGroupsOfTests.cidr;
import static dev.landfall.network.SecurityGroupsOfTests.group;
import static dev.landfall.network.SecurityGroupsOfTests.in;
import static dev.landfall.network.SecurityGroupsOfTests.members;
import static dev.landfall.network.SecurityGroupsOfTests.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.network.BridgeNetwork;
import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PacketFilter.Member;
import dev.landfall.network.PacketFilter.Wanted;
import dev.landfall.network.PublicAddresses.Target;
import dev.landfall.network.SecurityGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real packets between real containers, judged by the real kernel. */
@Tag("docker")
@Tag("slow")
class NftablesPacketFilterTest {
    private static final NetworkSettings SETTINGS =
            new NetworkSettings(Cidr.parse("172.27.0.0/16"), Cidr.parse("127.65.7.0/24"));
    private static final String DEVICE = "lf-test-groups";
    private static final Ipv4 WEB = Ipv4.parse("172.27.0.10");
    private static final Ipv4 CLIENT = Ipv4.parse("172.27.0.11");
    private static final Ipv4 STRANGER = Ipv4.parse("172.27.0.12");
    private static final Ipv4 PUBLIC = Ipv4.parse("127.65.7.5");

    private static BridgeNetwork network;
    private static String web;
    private static String client;
    private static String stranger;

    private final NftablesPacketFilter filter = new NftablesPacketFilter("test-groups", DEVICE, SETTINGS.vpcBlock());
    private final NftablesPublicAddresses addresses = new NftablesPublicAddresses("test-groups", SETTINGS);

    @BeforeAll
    static void startContainers() {
        network = new BridgeNetwork("landfall-test-groups", SETTINGS.vpcBlock(), DEVICE);
        var serves = "mkdir /w && echo web >/w/index.html && httpd -p 3000 -h /w && httpd -p 4000 -h /w"
                + " && nc -ll -p 5000 -e cat & sleep 900";
        web = network.run(WEB, serves);
        client = network.run(CLIENT, serves);
        stranger = network.run(STRANGER, serves);
        for (var server : List.of(WEB, CLIENT, STRANGER)) {
            for (var port : List.of(3000, 4000, 5000)) {
                BridgeNetwork.await(server, port);
            }
        }
    }

    @AfterAll
    static void removeContainers() {
        network.close();
    }

    @AfterEach
    void leavesNothing() {
        filter.erase();
        addresses.erase();
        assertThat(shell("nft list tables")).doesNotContain("test_groups");
    }

    @Test
    void worksHereAndLeavesNoTraceOfTrying() {
        assertThat(NftablesPacketFilter.obstacle("test-groups")).isEmpty();
        assertThat(shell("nft list tables")).doesNotContain("test_groups");
        assertThat(filter.describe())
                .isEqualTo("nftables table landfall_test_groups.groups keeps tasks to the rules"
                        + " of their security groups");
    }

    @Test
    void letsNobodyInUnlessARuleSaysSo() {
        enforce(Map.of(WEB, "sg-web", CLIENT, "sg-client"), group("sg-web", allOut()), group("sg-client", allOut()));
        assertThat(reaches(client, WEB, 3000)).isFalse();
        assertThat(pings(client, WEB)).isFalse();

        enforce(
                Map.of(WEB, "sg-web", CLIENT, "sg-client"),
                group("sg-web", allOut(), in("tcp", 3000, 3000, members("sg-client"))),
                group("sg-client", allOut()));
        assertThat(reaches(client, WEB, 3000)).isTrue();
        assertThat(reaches(client, WEB, 4000)).isFalse();
        assertThat(reaches(web, CLIENT, 3000)).isFalse();
        assertThat(pings(client, WEB)).isFalse();

        enforce(Map.of(WEB, "sg-web", CLIENT, "sg-client"), group("sg-web", allOut()), group("sg-client", allOut()));
        assertThat(reaches(client, WEB, 3000)).isFalse();
    }

    @Test
    void deniesAnAddressThatIsNoMembersInBothDirections() {
        enforce(Map.of(WEB, "sg-web"), group("sg-web", allOut(), in("-1", -1, -1, cidr("0.0.0.0/0"))));
        assertThat(reaches(stranger, WEB, 3000)).isFalse();
        assertThat(reaches(web, STRANGER, 3000)).isFalse();
        enforce(
                Map.of(WEB, "sg-web", STRANGER, "sg-web"),
                group("sg-web", allOut(), in("-1", -1, -1, cidr("0.0.0.0/0"))));
        assertThat(reaches(stranger, WEB, 3000)).isTrue();
    }

    @Test
    void admitsTheMembersOfAGroupToEachOther() {
        var group = group("sg-mesh", allOut(), in("-1", -1, -1, members("sg-mesh")));
        enforce(Map.of(WEB, "sg-mesh", CLIENT, "sg-mesh", STRANGER, "sg-other"), group, group("sg-other", allOut()));
        assertThat(reaches(client, WEB, 3000)).isTrue();
        assertThat(pings(web, CLIENT)).isTrue();
        assertThat(reaches(stranger, WEB, 3000)).isFalse();
    }

    @Test
    void joinsTheRulesOfAllGroupsOfAnInterface() {
        var three = group("sg-three", in("tcp", 3000, 3000, cidr("172.27.0.0/16")));
        var four = group("sg-four", in("tcp", 4000, 4100, cidr("172.27.0.11/32")), allOut());
        enforce(Map.of(WEB, "sg-three sg-four", CLIENT, "sg-four", STRANGER, "sg-four"), three, four);
        assertThat(reaches(client, WEB, 3000)).isTrue();
        assertThat(reaches(client, WEB, 4000)).isTrue();
        assertThat(reaches(client, WEB, 5000)).isFalse();
        assertThat(reaches(stranger, WEB, 4000)).isFalse();
        assertThat(reaches(web, CLIENT, 4000)).isFalse();
    }

    @Test
    void keepsATaskFromLeavingUnlessARuleSaysSo() {
        var open = group("sg-open", in("-1", -1, -1, cidr("0.0.0.0/0")));
        enforce(Map.of(WEB, "sg-open", CLIENT, "sg-shut"), open, group("sg-shut"));
        assertThat(reaches(client, WEB, 3000)).isFalse();
        assertThat(reaches(client, SETTINGS.vpcBlock().at(1), 3000)).isFalse();

        enforce(
                Map.of(WEB, "sg-open", CLIENT, "sg-shut"),
                open,
                group("sg-shut", out("tcp", 4000, 4000, members("sg-open"))));
        assertThat(reaches(client, WEB, 4000)).isTrue();
        assertThat(reaches(client, WEB, 3000)).isFalse();
    }

    @Test
    void judgesPingsByTheirType() {
        var asks = group("sg-asks", out("icmp", 8, -1, cidr("0.0.0.0/0")));
        enforce(
                Map.of(WEB, "sg-web", CLIENT, "sg-asks"),
                asks,
                group("sg-web", in("icmp", 8, 0, cidr("172.27.0.0/16"))));
        assertThat(pings(client, WEB)).isTrue();
        enforce(
                Map.of(WEB, "sg-web", CLIENT, "sg-asks"),
                asks,
                group("sg-web", in("icmp", 3, -1, cidr("172.27.0.0/16")), in("1", -1, -1, members("sg-web"))));
        assertThat(pings(client, WEB)).isFalse();
        enforce(
                Map.of(WEB, "sg-web", CLIENT, "sg-asks"),
                asks,
                group("sg-web", in("icmp", -1, -1, cidr("172.27.0.0/16")), in("47", -1, -1, members("sg-web"))));
        assertThat(pings(client, WEB)).isTrue();
    }

    @Test
    void judgesThisMachineByWhereItComesFrom() throws IOException {
        addresses.ensure(PUBLIC, new Target(WEB, Set.of()));
        enforce(Map.of(WEB, "sg-web"), group("sg-web", in("tcp", 3000, 3000, cidr("172.27.0.0/16"))));
        assertThat(answers(PUBLIC)).isFalse();
        assertThat(answers(WEB)).isTrue(); // by the address that the host has on the bridge
        enforce(Map.of(WEB, "sg-web"), group("sg-web", in("tcp", 3000, 3000, cidr("127.0.0.0/8"))));
        assertThat(answers(PUBLIC)).isTrue();
        assertThat(answers(WEB)).isFalse();
        enforce(Map.of(WEB, "sg-web"), group("sg-web", in("tcp", 3000, 3000, cidr("0.0.0.0/0"))));
        assertThat(answers(PUBLIC)).isTrue();
        enforce(Map.of(WEB, "sg-web"), group("sg-web", in("tcp", 3000, 3000, members("sg-web"))));
        assertThat(answers(PUBLIC)).isFalse();
    }

    @Test
    void letsAConnectionGoOnWhoseRuleIsRevoked() throws IOException {
        enforce(Map.of(WEB, "sg-web"), group("sg-web", in("tcp", 5000, 5000, cidr("0.0.0.0/0"))));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(WEB.toString(), 5000), 2_000);
            socket.setSoTimeout(2_000);
            enforce(Map.of(WEB, "sg-web"), group("sg-web"));
            socket.getOutputStream().write("still there\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("still there\n");
        }
    }

    @Test
    void keepsVpcsApartThatShareTheWire() {
        var everybody = in("-1", -1, -1, cidr("0.0.0.0/0"));
        var other = new SecurityGroup("sg-other", "sg-other", "of a test", "vpc-0bbb", List.of(everybody, allOut()));
        filter.enforce(new Wanted(
                Map.of(
                        WEB, new Member(VPC, List.of("sg-web")),
                        CLIENT, new Member(VPC, List.of("sg-web")),
                        STRANGER, new Member("vpc-0bbb", List.of("sg-other"))),
                Map.of("sg-web", group("sg-web", everybody, allOut()), "sg-other", other)));
        assertThat(reaches(client, WEB, 3000)).isTrue();
        assertThat(reaches(stranger, WEB, 3000)).isFalse();
        assertThat(reaches(web, STRANGER, 3000)).isFalse();
    }

    @Test
    void leavesMetadataAlone() {
        enforce(Map.of(CLIENT, "sg-shut"), group("sg-shut"));
        shell("ip address add 169.254.170.2/32 dev " + DEVICE);
        try {
            assertThat(pings(client, Ipv4.parse("169.254.170.2"))).isTrue();
            assertThat(pings(client, SETTINGS.vpcBlock().at(1))).isFalse();
        } finally {
            shell("ip address del 169.254.170.2/32 dev " + DEVICE);
        }
    }

    @Test
    void dropsWhatATaskSaysToAllItsNeighbours() {
        var everybody = SETTINGS.vpcBlock().last();
        shell("nsenter -t " + pid(web) + " -n sysctl -q -w net.ipv4.icmp_echo_ignore_broadcasts=0");
        assertThat(pings(client, everybody)).as("without a filter").isTrue();
        var open = group("sg-open", in("-1", -1, -1, cidr("0.0.0.0/0")), allOut());
        enforce(Map.of(WEB, "sg-open", CLIENT, "sg-open"), open);
        assertThat(pings(client, WEB)).isTrue();
        assertThat(pings(client, everybody)).isFalse();
        assertThat(pings(client, Ipv4.parse("224.0.0.1"))).isFalse();
    }

    private static String pid(String container) {
        return shell("DOCKER_HOST=$LANDFALL_TEST_DOCKER_HOST docker inspect -f '{{.State.Pid}}' " + container);
    }

    @Test
    void healsATableThatSomebodyFlushed() {
        var web = group("sg-web", allOut());
        for (var harm : List.of(
                "delete table ip landfall_test_groups.groups",
                "flush table ip landfall_test_groups.groups",
                "flush map ip landfall_test_groups.groups inbound")) {
            enforce(Map.of(WEB, "sg-web", CLIENT, "sg-web"), web);
            shell("nft " + harm);
            filter.repair();
            assertThat(filter.members()).as(harm).containsExactlyInAnyOrder(WEB, CLIENT);
            assertThat(reaches(client, WEB, 3000)).as(harm).isFalse();
        }
        shell("nft delete table ip landfall_test_groups.groups");
        enforce(Map.of(WEB, "sg-web"), web);
        assertThat(filter.members()).containsExactly(WEB);
        assertThat(reaches(client, WEB, 3000)).isFalse();
    }

    @Test
    void takesUpWhatAKilledServerLeft() {
        var web = group("sg-web", allOut(), in("tcp", 3000, 3000, members("sg-web")));
        new NftablesPacketFilter("test-groups", DEVICE, SETTINGS.vpcBlock())
                .enforce(new Wanted(
                        Map.of(
                                WEB, new Member(VPC, List.of("sg-web")),
                                CLIENT, new Member(VPC, List.of("sg-web")),
                                STRANGER, new Member(VPC, List.of("sg-web"))),
                        Map.of("sg-web", web)));
        enforce(Map.of(WEB, "sg-web", CLIENT, "sg-web"), web);
        assertThat(filter.members()).containsExactlyInAnyOrder(WEB, CLIENT);
        assertThat(reaches(client, WEB, 3000)).isTrue();
        assertThat(reaches(stranger, WEB, 3000)).isFalse();
    }

    @Test
    void livesBesideAnotherInstance() {
        var other = new NftablesPacketFilter("test-groups-other", "lf-elsewhere", SETTINGS.vpcBlock());
        try {
            other.enforce(Wanted.NOTHING); // the same block, but not its bridge: not its packets
            enforce(
                    Map.of(WEB, "sg-web", CLIENT, "sg-web"),
                    group("sg-web", allOut(), in("-1", -1, -1, members("sg-web"))));
            assertThat(reaches(client, WEB, 3000)).isTrue();
        } finally {
            other.erase();
        }
    }

    @Test
    void takesThousandsOfMembersAndStillChangesFast() {
        var many = new HashMap<Ipv4, String>();
        for (var i = 100; i < 5_100; i++) {
            many.put(SETTINGS.vpcBlock().at(i), "sg-web");
        }
        var web = group("sg-web", allOut(), in("-1", -1, -1, members("sg-web")));
        enforce(many, web);
        many.put(WEB, "sg-web");
        var start = System.nanoTime();
        enforce(many, web);
        var oneMore = System.nanoTime() - start;
        start = System.nanoTime();
        enforce(many, group("sg-web", allOut()));
        var oneRule = System.nanoTime() - start;
        System.out.printf(
                "of 5,000: a member more %d ms, a rule less %d ms%n", oneMore / 1_000_000, oneRule / 1_000_000);
        assertThat(oneMore).isLessThan(500_000_000L);
        assertThat(oneRule).isLessThan(500_000_000L);
    }

    @Test
    void tellsWhenTheKernelRefuses() {
        var wrong = new NftablesPacketFilter("x".repeat(300), DEVICE, SETTINGS.vpcBlock());
        assertThatThrownBy(() -> wrong.enforce(Wanted.NOTHING))
                .isInstanceOf(dev.landfall.network.PacketFilter.Failure.class)
                .hasMessageStartingWith("The rules of security groups cannot be put into the kernel: ");
    }

    /** @param members their groups, separated by spaces */
    private void enforce(Map<Ipv4, String> members, SecurityGroup... groups) {
        filter.enforce(new Wanted(
                members.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry ->
                                        new Member(VPC, List.of(entry.getValue().split(" "))))),
                Arrays.stream(groups).collect(Collectors.toMap(SecurityGroup::id, one -> one))));
    }

    private static boolean reaches(String container, Ipv4 address, int port) {
        return network.exec(container, "nc -w 1 " + address + " " + port + " </dev/null >/dev/null")
                .endsWith("status 0");
    }

    private static boolean pings(String container, Ipv4 address) {
        return network.exec(container, "ping -c 1 -W 1 " + address).endsWith("status 0");
    }

    /** Whether it answers this machine. */
    private static boolean answers(Ipv4 address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.toString(), 3000), 600);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
