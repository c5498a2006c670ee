package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerEndpoint.Binding;
import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads out of an inspection what a container has of the network for itself. */
final class Endpoints {
    private static final Comparator<Binding> ORDER = Comparator.<Binding>comparingInt(
                    binding -> binding.container().first())
            .thenComparing(Binding::protocol);

    private Endpoints() {}

    static ContainerEndpoint of(ContainerInfo info, String network) {
        var address = Optional.of(info.address(network)).filter(text -> !text.isEmpty());
        return new ContainerEndpoint(address, bindings(info));
    }

    /** Docker publishes each port for IPv6 too where the host has it; AWS does not tell of that. */
    private static List<Binding> bindings(ContainerInfo info) {
        var bindings = new ArrayList<Binding>();
        for (var protocol : Protocol.values()) {
            var single = hostPorts(info, protocol);
            for (var range : ranges(info, protocol)) {
                neighbours(range, single).ifPresent(host -> {
                    bindings.add(new Binding("0.0.0.0", range, host, protocol));
                    IntStream.rangeClosed(range.first(), range.last()).forEach(single::remove);
                });
            }
            single.forEach((container, host) ->
                    bindings.add(new Binding("0.0.0.0", PortRange.of(container), PortRange.of(host), protocol)));
        }
        bindings.sort(ORDER);
        return bindings;
    }

    private static Map<Integer, Integer> hostPorts(ContainerInfo info, Protocol protocol) {
        var ports = new TreeMap<Integer, Integer>();
        var suffix = "/" + protocol.name().toLowerCase(Locale.ROOT);
        for (var name : info.publishedPorts()) {
            if (name.endsWith(suffix)) {
                info.hostPort(name)
                        .ifPresent(host ->
                                ports.put(Integer.parseInt(name.substring(0, name.length() - suffix.length())), host));
            }
        }
        return ports;
    }

    private static List<PortRange> ranges(ContainerInfo info, Protocol protocol) {
        var suffix = "/" + protocol.name().toLowerCase(Locale.ROOT);
        return info.label(Labels.PORT_RANGES).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .filter(range -> range.endsWith(suffix))
                .flatMap(range -> parsed(range.substring(0, range.length() - suffix.length())).stream())
                .toList();
    }

    /** One that makes no sense must not hide the container: before all labels were ours, an image could have said it. */
    private static Optional<PortRange> parsed(String range) {
        try {
            return Optional.of(PortRange.parse(range));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The ports of the host for a whole range, where they follow each other. */
    private static Optional<PortRange> neighbours(PortRange range, Map<Integer, Integer> ports) {
        var first = ports.get(range.first());
        if (first == null) {
            return Optional.empty();
        }
        var inOrder =
                IntStream.range(0, range.size()).allMatch(n -> ports.getOrDefault(range.first() + n, -1) == first + n);
        return inOrder ? Optional.of(new PortRange(first, first + range.size() - 1)) : Optional.empty();
    }
}
