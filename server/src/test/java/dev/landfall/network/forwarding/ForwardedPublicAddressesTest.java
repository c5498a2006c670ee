package dev.landfall.network.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.loop.VirtualScheduler;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PublicAddresses.Failure;
import dev.landfall.network.PublicAddresses.Port;
import dev.landfall.network.PublicAddresses.Protocol;
import dev.landfall.network.PublicAddresses.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ForwardedPublicAddressesTest {
    private static final Ipv4 PUBLIC = Ipv4.parse("127.66.0.5");
    private static final Ipv4 PRIVATE = Ipv4.parse("127.66.1.5");
    private static final Ipv4 OTHER_PRIVATE = Ipv4.parse("127.66.1.6");

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final ForwardedPublicAddresses addresses = new ForwardedPublicAddresses(scheduler, "the test wants it");
    private ServerSocket server;

    @BeforeEach
    void serve() throws IOException {
        server = server(PRIVATE, 0, "first");
    }

    @AfterEach
    void close() throws IOException {
        addresses.close();
        server.close();
        scheduler.close();
    }

    /** Reads to the end, then answers with its name and how much it read. */
    private ServerSocket server(Ipv4 address, int port, String name) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address.toString(), port));
        scheduler.execute(name, () -> {
            while (!socket.isClosed()) {
                try (var client = socket.accept()) {
                    var length = client.getInputStream().readAllBytes().length;
                    client.getOutputStream().write((name + " " + length).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // closed
                }
            }
        });
        return socket;
    }

    @Test
    void carriesBothDirectionsEachToItsOwnEnd() throws IOException {
        addresses.ensure(PUBLIC, to(PRIVATE));
        assertThat(ask(1_000_000)).isEqualTo("first 1000000");
        assertThat(addresses.observe()).isEqualTo(Map.of(PUBLIC, PRIVATE));
    }

    @Test
    void refusesOnceTheAddressIsGone() throws IOException {
        addresses.ensure(PUBLIC, to(PRIVATE));
        try (var old = connect()) {
            addresses.remove(PUBLIC);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> {
                        if (old.getInputStream().read() < 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(addresses.observe()).isEmpty();
    }

    @Test
    void movesToAnotherTarget() throws IOException {
        addresses.ensure(PUBLIC, to(PRIVATE));
        try (var unused = server(OTHER_PRIVATE, server.getLocalPort(), "second")) {
            addresses.replaceAll(Map.of(PUBLIC, to(OTHER_PRIVATE)));
            assertThat(ask(3)).isEqualTo("second 3");
        }
    }

    @Test
    void endsAConnectionThatNobodyServes() throws IOException {
        var port = server.getLocalPort();
        addresses.ensure(PUBLIC, to(OTHER_PRIVATE));
        try (var socket = new Socket(PUBLIC.toString(), port)) {
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void namesThePortThatIsTakenAndKeepsNoOther() throws IOException {
        try (var holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress(PUBLIC.toString(), 0));
            var taken = new Port(Protocol.TCP, holder.getLocalPort());
            var free = new Port(Protocol.TCP, server.getLocalPort());
            assertThatThrownBy(() -> addresses.ensure(PUBLIC, new Target(PRIVATE, Set.of(taken, free))))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.ports()).containsExactly(taken))
                    .hasMessageContaining("tcp port " + taken.number());
        }
        assertThat(addresses.observe()).isEmpty();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void carriesDatagramsAndTheirAnswers() throws IOException {
        try (var echo = new DatagramSocket(new InetSocketAddress(PRIVATE.toString(), 0));
                var client = new DatagramSocket()) {
            scheduler.execute("echo", () -> echo(echo));
            var port = new Port(Protocol.UDP, echo.getLocalPort());
            addresses.ensure(PUBLIC, new Target(PRIVATE, Set.of(port)));
            client.setSoTimeout(2_000);
            for (var i = 0; i < 10; i++) {
                var sent = ("datagram " + i).getBytes(StandardCharsets.US_ASCII);
                client.send(
                        new DatagramPacket(sent, sent.length, new InetSocketAddress(PUBLIC.toString(), port.number())));
                var answer = new DatagramPacket(new byte[100], 100);
                client.receive(answer);
                assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII))
                        .isEqualTo("datagram " + i);
            }
        }
    }

    private static void echo(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[100], 100);
        while (!socket.isClosed()) {
            try {
                packet.setLength(100);
                socket.receive(packet);
                socket.send(packet);
            } catch (IOException e) {
                // closed
            }
        }
    }

    private Target to(Ipv4 address) {
        return new Target(address, Set.of(new Port(Protocol.TCP, server.getLocalPort())));
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(PUBLIC.toString(), server.getLocalPort()), 2_000);
        socket.setSoTimeout(2_000);
        return socket;
    }

    private String ask(int bytes) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(new byte[bytes]);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void forwardsABoundedNumberOfPorts() {
        var many = IntStream.rangeClosed(20_000, 21_000)
                .mapToObj(number -> new Port(Protocol.TCP, number))
                .collect(Collectors.toSet());

        assertThatThrownBy(() -> addresses.ensure(PUBLIC, new Target(PRIVATE, many)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("1,000 ports");
        assertThat(addresses.observe()).isEmpty();
    }
}
