package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort.Protocol;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostPortsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final HostPorts ports = new HostPorts(new PortRange(20_500, 20_579));

    @Test
    void givesNeighboursToOneAtATime() {
        var first = ports.take(10, Protocol.TCP, NOW);
        var second = ports.take(10, Protocol.TCP, NOW);

        assertThat(first.size()).isEqualTo(10);
        assertThat(second.first() > first.last() || second.last() < first.first())
                .isTrue();
    }

    @Test
    void leavesOutWhatSomebodyListensOn() throws IOException {
        try (var _ = new ServerSocket(20_545)) {
            for (var taken = 0; taken < 6; taken++) {
                var given = ports.take(10, Protocol.TCP, NOW);
                assertThat(given.first() <= 20_545 && given.last() >= 20_545).isFalse();
            }
        }
    }

    @Test
    void givesThemAgainOnceTheirContainerMustHaveStarted() {
        ports.take(40, Protocol.UDP, NOW);
        ports.take(40, Protocol.UDP, NOW);

        assertThatThrownBy(() -> ports.take(40, Protocol.UDP, NOW)).hasMessage("40 contiguous host ports unavailable");
        assertThat(ports.take(40, Protocol.UDP, NOW.plusSeconds(200)).size()).isEqualTo(40);
    }

    @Test
    void hasNoMoreThanThereAre() {
        assertThatThrownBy(() -> ports.take(81, Protocol.TCP, NOW)).isInstanceOf(DockerFault.class);
        assertThatThrownBy(() -> new HostPorts(new PortRange(1_024, 65_535)).take(2_001, Protocol.TCP, NOW))
                .isInstanceOf(DockerFault.class);
    }
}
