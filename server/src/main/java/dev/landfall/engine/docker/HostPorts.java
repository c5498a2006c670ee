package dev.landfall.engine.docker;

import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds neighbouring free ports of this machine. Docker itself finds single ones, but where it is given a choice of several
 * it does not keep their order.
 */
final class HostPorts {
    private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** What the container agent falls back to. */
    private static final PortRange USUAL = new PortRange(49_153, 65_535);

    private static final int TRIES = 200;

    /** Docker may run a process for each. */
    private static final int MOST = 2_000;

    /** By then the container that they are for has them, or never will. */
    private static final Duration STARTING = Duration.ofMinutes(2);

    private final PortRange from;
    private final Map<Taken, Instant> taken = new HashMap<>();
    private int next;

    private record Taken(int port, Protocol protocol) {}

    /** Begins in the middle, as Docker gives out single ports from the first on. */
    HostPorts(PortRange from) {
        this.from = from;
        this.next = from.first() + from.size() / 2;
    }

    static HostPorts ofThisMachine() {
        return new HostPorts(ephemeral());
    }

    /**
     * Neighbouring ports that nobody has now, and that are given to nobody else for as long as it takes to start a
     * container.
     *
     * @throws DockerFault when there are none
     */
    synchronized PortRange take(int count, Protocol protocol, Instant now) {
        taken.values().removeIf(until -> until.isBefore(now));
        for (var left = TRIES; left > 0 && count <= Math.min(MOST, from.size()); left--) {
            var first = next + count - 1 > from.last() ? from.first() : next;
            var found = new PortRange(first, first + count - 1);
            next = found.last() + 1;
            if (isFree(found, protocol)) {
                for (var port = found.first(); port <= found.last(); port++) {
                    taken.put(new Taken(port, protocol), now.plus(STARTING));
                }
                return found;
            }
        }
        throw new DockerFault(500, count + " contiguous host ports unavailable");
    }

    private boolean isFree(PortRange ports, Protocol protocol) {
        for (var port = ports.first(); port <= ports.last(); port++) {
            if (taken.containsKey(new Taken(port, protocol)) || !canBind(port, protocol)) {
                return false;
            }
        }
        return true;
    }

    private static boolean canBind(int port, Protocol protocol) {
        return switch (protocol) {
            case TCP -> canListen(port);
            case UDP -> canReceive(port);
        };
    }

    private static boolean canListen(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canReceive(int port) {
        try (var _ = new DatagramSocket(port)) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    private static PortRange ephemeral() {
        try {
            var ends = Files.readString(EPHEMERAL).strip().split("\\s+", -1);
            return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        } catch (IOException | RuntimeException e) { // another kind of system
            return USUAL;
        }
    }
}
