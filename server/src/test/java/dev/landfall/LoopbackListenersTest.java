package dev.landfall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.Ipv4;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When containers on the host's network are told of ports, and which. */
final class LoopbackListenersTest {
    private static final Ipv4 HERE = Ipv4.parse("127.0.0.1");
    private static final Ipv4 ELSEWHERE = Ipv4.parse("203.0.113.1"); // for documentation: nobody's
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final Random random = new Random();
    private final SimulatedScheduler scheduler = new SimulatedScheduler(Instant.EPOCH, random);
    private final SimulatedWorld machine = new SimulatedWorld(scheduler, random, Weather.CALM);

    private final List<Integer> opened = new ArrayList<>();

    @TempDir
    private Path data;

    @Test
    void opensItsPortsWhenTheFirstContainerIsToBeToldOfThem() throws IOException {
        try (var listeners = on(HERE)) {
            scheduler.advance(MOMENT);
            assertThat(data.resolve("agent.port")).doesNotExist();
            assertThat(opened).isEmpty();

            var ports = listeners.ports().orElseThrow();
            assertThat(said(ports.agent())).endsWith("agent");
            assertThat(said(ports.api())).endsWith("api");
            assertThat(listeners.ports()).contains(ports);
            assertThat(opened).containsExactlyInAnyOrder(ports.agent(), ports.api());
            opened.clear();
        }
        try (var again = on(HERE)) {
            assertThat(data.resolve("agent.port"))
                    .hasContent(again.ports().orElseThrow().agent() + "\n");
            assertThat(opened).contains(again.ports().orElseThrow().api());
        }
    }

    @Test
    void tellsNothingWhereTheEnginesNetworkIsNotOnThisHost() throws IOException {
        try (var listeners = on(ELSEWHERE)) {
            assertThat(scheduler.runUntil(() -> listeners.ports().isEmpty(), MOMENT))
                    .isTrue();
        }
        try (var moved = on(HERE)) {
            scheduler.advance(MOMENT);
            assertThat(moved.ports()).isPresent();
        }
    }

    @Test
    void supposesTheEngineHereWhileItDoesNotAnswer() throws IOException {
        machine.goAway();
        try (var listeners = on(ELSEWHERE)) {
            scheduler.advance(MOMENT);
            assertThat(listeners.ports()).isPresent();
            machine.comeBack();
            scheduler.advance(MOMENT);
            assertThat(listeners.ports()).isEmpty();
        }
    }

    private LoopbackListeners on(Ipv4 engineAddress) throws IOException {
        var listeners = new LoopbackListeners(data, machine.attach("test"), engineAddress, scheduler, random);
        listeners.start(List.of(saying("agent")), List.of(saying("api")), opened::add);
        return listeners;
    }

    private static Route saying(String text) {
        return new Route("/", (request, response) -> response.send(text.getBytes(UTF_8)));
    }

    private static String said(int port) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
