package dev.landfall.engine;

import java.util.Optional;

/**
 * Ports of a container that answer on the host, wherever it listens.
 *
 * @param container one port, or several that lead to as many neighbouring ports of the host
 * @param host the first of the host's; empty leaves the choice to the engine
 */
public record PublishedPort(PortRange container, Optional<Integer> host, Protocol protocol) {
    public enum Protocol {
        TCP,
        UDP,
    }
}
