package dev.landfall.engine.simulated;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerEndpoint.Binding;
import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort;
import dev.landfall.engine.PublishedPort.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The ports of the host under a simulated engine, and addresses on its bridge. */
final class SimulatedPorts {
    private static final int FIRST_CHOSEN = 49_153;
    private static final int LAST = 65_535;
    private static final String EVERYWHERE = "0.0.0.0";

    private final Set<Port> taken = new HashSet<>();
    private int addresses;

    private record Port(int number, Protocol protocol) {}

    /** A static port of the host that another container has. */
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Conflict(int port) {
            super("Bind for " + EVERYWHERE + ":" + port + " failed: port is already allocated");
        }
    }

    /** @throws Conflict */
    ContainerEndpoint open(List<PublishedPort> ports) {
        var bindings = new ArrayList<Binding>();
        try {
            for (var port : ports) {
                bindings.add(bind(port));
            }
        } catch (Conflict e) {
            close(new ContainerEndpoint(Optional.empty(), bindings));
            throw e;
        }
        bindings.sort(
                Comparator.<Binding>comparingInt(binding -> binding.container().first())
                        .thenComparing(Binding::protocol));
        addresses++;
        var address = "10.255.%d.%d".formatted(addresses / 250 % 250, 2 + addresses % 250);
        return new ContainerEndpoint(Optional.of(address), bindings);
    }

    void close(ContainerEndpoint endpoint) {
        for (var binding : endpoint.bindings()) {
            range(binding.host()).forEach(number -> taken.remove(new Port(number, binding.protocol())));
        }
    }

    private Binding bind(PublishedPort port) {
        var count = port.container().size();
        var first = port.host().orElseGet(() -> chosen(count, port.protocol()));
        var host = new PortRange(first, first + count - 1);
        if (range(host).anyMatch(number -> taken.contains(new Port(number, port.protocol())))) {
            throw new Conflict(first);
        }
        range(host).forEach(number -> taken.add(new Port(number, port.protocol())));
        return new Binding(EVERYWHERE, port.container(), host, port.protocol());
    }

    private int chosen(int count, Protocol protocol) {
        return IntStream.rangeClosed(FIRST_CHOSEN, LAST - count + 1)
                .filter(first -> IntStream.range(first, first + count)
                        .noneMatch(number -> taken.contains(new Port(number, protocol))))
                .findFirst()
                .orElseThrow(() -> new Conflict(FIRST_CHOSEN));
    }

    private static IntStream range(PortRange ports) {
        return IntStream.rangeClosed(ports.first(), ports.last());
    }
}
