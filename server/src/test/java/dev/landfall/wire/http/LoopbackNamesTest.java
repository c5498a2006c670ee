package dev.landfall.wire.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page whose name was made to lead to the loopback device reads nothing there. */
final class LoopbackNamesTest {
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        Endpoint secret = (request, response) -> response.send("secret".getBytes(UTF_8));
        var route = new Route("/", new LoopbackNames(secret, request -> refused.add(request.authority())));
        server = HttpServer.start(
                Listen.toContainers("127.0.0.1", 0), List.of(route), InstantSource.system(), UUID::randomUUID);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWhoCallsTheDeviceByItsOwnNames() throws Exception {
        for (var name : List.of("127.0.0.1", "localhost", "LocalHost")) {
            assertThat(ask("/", name + ":" + server.port())).contains(" 200 ", "secret");
            assertThat(ask("/", name)).contains(" 200 ", "secret");
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void refusesEveryOtherName() throws Exception {
        for (var name : List.of("evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.2", "[::1]", "x")) {
            assertThat(ask("/", name + ":" + server.port())).contains(" 421 ").doesNotContain("secret");
        }
        assertThat(ask("http://evil.example/", "127.0.0.1")).doesNotContain("secret");
        assertThat(refused)
                .contains("evil.example:" + server.port(), "x:" + server.port())
                .hasSizeGreaterThan(5);
    }

    @Test
    void answersWhoNamesNothingWhichNoBrowserDoes() throws Exception {
        assertThat(send("GET / HTTP/1.0\r\n\r\n")).contains(" 200 ", "secret");
    }

    private String ask(String target, String host) throws Exception {
        return send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private String send(String request) throws Exception {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
