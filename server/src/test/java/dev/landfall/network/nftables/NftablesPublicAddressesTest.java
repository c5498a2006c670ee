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
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class NftablesPublicAddressesTest {
    private static final NetworkSettings SETTINGS =
            new NetworkSettings(Cidr.parse("172.29.0.0/16"), Cidr.parse("127.65.0.0/24"));
    private static final Ipv4 PUBLIC = Ipv4.parse("127.65.0.5");
    private static final Ipv4 OTHER_PUBLIC = Ipv4.parse("127.65.0.6");
    private static final Ipv4 FIRST = Ipv4.parse("172.29.0.10");
    private static final Ipv4 SECOND = Ipv4.parse("172.29.0.11");

    private static BridgeNetwork network;
    private static String firstContainer;
    private static String rulesBefore;

    private final NftablesPublicAddresses addresses = new NftablesPublicAddresses("test-one", SETTINGS);

    @BeforeAll
    static void startContainers() {
        network = new BridgeNetwork("landfall-test-nftables", SETTINGS.vpcBlock());
        network.serve(FIRST);
        network.serve(SECOND);
        firstContainer = network.run(Ipv4.parse("172.29.0.12"), "sleep 600");
        rulesBefore = rules();
    }

    @AfterAll
    static void removeContainers() {
        network.close();
    }

    @AfterEach
    void leavesNothing() {
        addresses.erase();
        assertThat(rules()).isEqualTo(rulesBefore);
    }

    @Test
    void worksHere() {
        assertThat(NftablesPublicAddresses.obstacle("test-one", SETTINGS)).isEmpty();
    }

    @Test
    void reachesTheContainerWhileTheAddressStands() throws IOException {
        addresses.ensure(PUBLIC, to(FIRST));
        assertThat(get(PUBLIC)).contains("172.29.0.10");
        assertThat(addresses.observe()).isEqualTo(Map.of(PUBLIC, FIRST));

        addresses.remove(PUBLIC);
        assertRefusedAtOnce(PUBLIC);
        assertThat(addresses.observe()).isEmpty();
    }

    @Test
    void refusesAnUnusedAddressEvenWhereTheHostListensOnAllAddresses() throws IOException {
        addresses.replaceAll(Map.of());
        try (var listener = new ServerSocket(0)) {
            assertThatThrownBy(() -> connect(PUBLIC, listener.getLocalPort())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void endsAnOldConnectionWhenTheAddressGoes() throws IOException {
        addresses.ensure(PUBLIC, to(FIRST));
        try (var socket = connect(PUBLIC, 3000)) {
            socket.setSoTimeout(2_000);
            addresses.remove(PUBLIC);
            assertEnds(socket);
        }
    }

    @Test
    void endsAnOldConnectionWhenTheAddressMovesToAnotherContainer() throws IOException {
        addresses.ensure(PUBLIC, to(FIRST));
        try (var socket = connect(PUBLIC, 3000)) {
            socket.setSoTimeout(2_000);
            addresses.ensure(PUBLIC, to(SECOND));
            assertEnds(socket);
        }
        assertThat(get(PUBLIC)).contains("172.29.0.11");
    }

    private static void assertEnds(Socket socket) {
        assertThatThrownBy(() -> {
                    socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    assertThat(socket.getInputStream().read()).isNotNegative();
                })
                .isInstanceOf(java.net.SocketException.class);
    }

    @Test
    void carriesDatagrams() throws IOException {
        addresses.ensure(PUBLIC, to(Ipv4.parse("172.29.0.12")));
        var echo = "use IO::Socket::INET; $s = IO::Socket::INET->new(LocalPort => 4000, Proto => \"udp\"); "
                + "while ($s->recv($d, 99)) { $s->send(\"<$d>\") }";
        var server = new ProcessBuilder("nsenter", "-t", pid(), "-n", "perl", "-e", echo).start();
        try {
            assertThat(datagram(PUBLIC)).isEqualTo("<hello>");
        } finally {
            server.destroyForcibly();
        }
    }

    private static String datagram(Ipv4 address) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(300);
            var answer = new DatagramPacket(new byte[100], 100);
            for (var attempt = 0; ; attempt++) {
                try {
                    socket.connect(new InetSocketAddress(address.toString(), 4000));
                    socket.send(new DatagramPacket("hello".getBytes(StandardCharsets.US_ASCII), 5));
                    socket.receive(answer);
                    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
                } catch (IOException e) {
                    if (attempt == 20) {
                        throw e;
                    }
                }
            }
        }
    }

    @Test
    void livesBesideAnotherInstance() throws IOException {
        var settings = new NetworkSettings(SETTINGS.vpcBlock(), Cidr.parse("127.65.1.0/24"));
        var other = new NftablesPublicAddresses("test-two", settings);
        var othersAddress = Ipv4.parse("127.65.1.5");
        try {
            addresses.ensure(PUBLIC, to(FIRST));
            other.ensure(othersAddress, to(SECOND));
            assertThat(get(PUBLIC)).contains("172.29.0.10");
            assertThat(get(othersAddress)).contains("172.29.0.11");

            addresses.replaceAll(Map.of());
            assertThat(get(othersAddress)).contains("172.29.0.11");
        } finally {
            other.erase();
        }
    }

    @Test
    void sharesNoAddressesWithAnotherLivingServer() throws IOException {
        var rival = new NftablesPublicAddresses(
                "test-rival", new NetworkSettings(SETTINGS.vpcBlock(), Cidr.parse("127.65.0.0/16")));
        try {
            rival.replaceAll(Map.of(PUBLIC, to(SECOND)));
            assertThatThrownBy(() -> addresses.ensure(PUBLIC, to(FIRST)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("127.65.0.0/24 are in use by another server")
                    .hasMessageContaining("landfall_test_rival");
            assertThat(get(PUBLIC)).contains("172.29.0.11");
        } finally {
            rival.erase();
        }
        addresses.ensure(PUBLIC, to(FIRST));
        assertThat(get(PUBLIC)).contains("172.29.0.10");
    }

    @Test
    void takesOverTheAddressesOfAServerThatIsGone() throws IOException {
        var gone = Ruleset.of("test-gone", SETTINGS.publicPool(), SETTINGS.vpcBlock());
        new Nft().apply(gone.whole(Map.of(PUBLIC, SECOND)));

        addresses.ensure(PUBLIC, to(FIRST));
        assertThat(get(PUBLIC)).contains("172.29.0.10");
        assertThat(shell("nft list tables")).doesNotContain("landfall_test_gone");
    }

    @Test
    void clearsAwayWhatAKilledServerOfThisInstanceLeft() throws IOException {
        new NftablesPublicAddresses("test-one", SETTINGS)
                .replaceAll(Map.of(PUBLIC, to(FIRST), OTHER_PUBLIC, to(SECOND)));

        addresses.replaceAll(Map.of(OTHER_PUBLIC, to(SECOND)));
        assertRefusedAtOnce(PUBLIC);
        assertThat(get(OTHER_PUBLIC)).contains("172.29.0.11");
    }

    @Test
    void keepsWhatAKilledServerLeftUntilItKnowsBetter() throws IOException {
        new NftablesPublicAddresses("test-one", SETTINGS).replaceAll(Map.of(PUBLIC, to(FIRST)));

        addresses.ensure(OTHER_PUBLIC, to(SECOND));
        assertThat(get(PUBLIC)).contains("172.29.0.10");
        assertThat(get(OTHER_PUBLIC)).contains("172.29.0.11");
    }

    @Test
    void healsATableThatSomebodyFlushed() throws IOException {
        addresses.ensure(PUBLIC, to(FIRST));
        shell("nft delete table ip landfall_test_one");
        addresses.ensure(OTHER_PUBLIC, to(SECOND));
        assertThat(get(PUBLIC)).contains("172.29.0.10");

        shell("nft delete table ip landfall_test_one");
        addresses.repair();
        assertThat(get(PUBLIC)).contains("172.29.0.10");
        assertThat(get(OTHER_PUBLIC)).contains("172.29.0.11");

        shell("nft delete table ip landfall_test_one");
        addresses.replaceAll(Map.of(PUBLIC, to(FIRST)));
        assertThat(get(PUBLIC)).contains("172.29.0.10");
    }

    @Test
    void makesManyChangesAtOnceWithoutMixingThemUp() throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 1; i <= 100; i++) {
                var address = SETTINGS.publicPool().at(i);
                var target = to(SETTINGS.vpcBlock().at(100 + i));
                threads.submit(() -> addresses.ensure(address, target));
            }
        }
        assertThat(addresses.observe())
                .hasSize(100)
                .containsEntry(SETTINGS.publicPool().at(77), SETTINGS.vpcBlock().at(177));
    }

    @Test
    void neverLetsAContainerReachWhatTheHostServesOnLoopbackOnly() throws IOException {
        addresses.ensure(PUBLIC, to(FIRST));
        try (var listener = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            // What a container with the right to craft packets would send: to the bridge's own hardware, for loopback.
            var port = listener.getLocalPort();
            var script = "ip route replace 127.0.0.1/32 via 172.29.0.1 dev eth0 table 100; "
                    + "ip rule del pref 0; ip rule add pref 1 to 127.0.0.1 lookup 100; ip rule add pref 2 lookup local; "
                    + "echo 1 > /proc/sys/net/ipv4/conf/eth0/route_localnet; "
                    + "curl -s -m 1 --interface eth0 telnet://127.0.0.1:" + port + " || true";
            shell("nsenter -t " + pid() + " -n sh -c '" + script + "'");
            listener.setSoTimeout(100);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String pid() {
        return shell("DOCKER_HOST=$LANDFALL_TEST_DOCKER_HOST docker inspect -f '{{.State.Pid}}' " + firstContainer);
    }

    @Test
    void saysWhenNoNetworkCarriesTheContainers() {
        var elsewhere = new NetworkSettings(Cidr.parse("172.28.0.0/16"), SETTINGS.publicPool());
        var unreachable = new NftablesPublicAddresses("test-one", elsewhere);
        assertThatThrownBy(() -> unreachable.ensure(PUBLIC, to(Ipv4.parse("172.28.0.10"))))
                .isInstanceOf(Failure.class)
                .hasMessage("No network on this host carries 172.28.0.0/16");
    }

    private static Socket connect(Ipv4 address, int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(address.toString(), port), 2_000);
        return socket;
    }

    private static Target to(Ipv4 address) {
        return new Target(address, Set.of());
    }

    private static String get(Ipv4 address) throws IOException {
        try (var socket = connect(address, 3000)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefusedAtOnce(Ipv4 address) {
        var start = Instant.now();
        assertThatThrownBy(() -> connect(address, 3000)).isInstanceOf(ConnectException.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(500));
    }

    private static String rules() {
        return shell(
                "nft list tables | grep landfall_test; device=$(ip -o route get 172.29.0.10 | sed 's/.* dev \\([^ ]*\\) .*/\\1/');"
                        + " cat /proc/sys/net/ipv4/conf/$device/route_localnet");
    }
}
