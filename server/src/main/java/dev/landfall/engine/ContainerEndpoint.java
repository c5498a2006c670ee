package dev.landfall.engine;

import java.util.List;
import java.util.Optional;

/**
 * What one container has of the network for itself, as the engine made it; nothing where it shares its pod's.
 *
 * @param address of its own on the engine's bridge, while it runs
 */
public record ContainerEndpoint(Optional<String> address, List<Binding> bindings) {
    public static final ContainerEndpoint NONE = new ContainerEndpoint(Optional.empty(), List.of());

    public ContainerEndpoint {
        bindings = List.copyOf(bindings);
    }

    /**
     * Ports of the container that really answer on the host.
     *
     * @param address where on the host: {@code 0.0.0.0} for everywhere
     * @param host as many as {@code container}
     */
    public record Binding(String address, PortRange container, PortRange host, PublishedPort.Protocol protocol) {}
}
