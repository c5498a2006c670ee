package dev.landfall.network.forwarding;

import dev.landfall.loop.Scheduler;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Public addresses that this process listens on, for the ports that tasks name. They end with the process, and stand
 * again when it is back.
 */
public final class ForwardedPublicAddresses implements PublicAddresses {
    private static final int MOST_PORTS = 1_000; // of one address; each is a socket of this process

    private final Scheduler scheduler;
    private final String why;
    private final Map<Ipv4, Carried> carried = new TreeMap<>();

    private record Carried(Target target, List<Forward> forwards) {}

    /** @param why this driver was chosen, for {@code doctor} */
    public ForwardedPublicAddresses(Scheduler scheduler, String why) {
        this.scheduler = scheduler;
        this.why = why;
    }

    @Override
    public synchronized void ensure(Ipv4 publicAddress, Target target) {
        var now = carried.get(publicAddress);
        if (now != null && now.target().equals(target)) {
            return;
        }
        remove(publicAddress);
        carried.put(publicAddress, new Carried(target, open(publicAddress, target)));
    }

    private List<Forward> open(Ipv4 publicAddress, Target target) {
        if (target.ports().size() > MOST_PORTS) {
            throw new Failure("More than %,d ports of %s cannot be forwarded by this process."
                    .formatted(MOST_PORTS, publicAddress));
        }
        var forwards = new ArrayList<Forward>();
        for (var port : target.ports()) {
            try {
                forwards.add(open(publicAddress, target.privateAddress(), port));
            } catch (IOException e) {
                forwards.forEach(Forward::close);
                throw new Failure(
                        "The " + port + " of " + publicAddress + " cannot be taken: " + e.getMessage(),
                        List.of(port),
                        e);
            }
        }
        return forwards;
    }

    private Forward open(Ipv4 publicAddress, Ipv4 privateAddress, Port port) throws IOException {
        var from = socketAddress(publicAddress, port.number());
        var to = socketAddress(privateAddress, port.number());
        return switch (port.protocol()) {
            case TCP -> TcpForward.open(from, to, scheduler);
            case UDP -> UdpForward.open(from, to, scheduler);
        };
    }

    private static InetSocketAddress socketAddress(Ipv4 address, int port) throws IOException {
        var bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address.bits()).array();
        return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    }

    @Override
    public synchronized void remove(Ipv4 publicAddress) {
        var ended = carried.remove(publicAddress);
        if (ended != null) {
            ended.forwards().forEach(Forward::close);
        }
    }

    @Override
    public synchronized void replaceAll(Map<Ipv4, Target> wanted) {
        var surplus = new TreeSet<>(carried.keySet());
        surplus.removeAll(wanted.keySet());
        surplus.forEach(this::remove);
        var failures = new ArrayList<Failure>();
        wanted.forEach((address, target) -> {
            try {
                ensure(address, target);
            } catch (Failure e) {
                failures.add(e); // the others are carried all the same
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    @Override
    public synchronized Map<Ipv4, Ipv4> observe() {
        var seen = new TreeMap<Ipv4, Ipv4>();
        carried.forEach((address, to) -> seen.put(address, to.target().privateAddress()));
        return seen;
    }

    @Override
    public String describe() {
        return "this process forwards the ports that tasks name, because " + why;
    }

    @Override
    public synchronized void close() {
        for (var address : Set.copyOf(carried.keySet())) {
            remove(address);
        }
    }
}
