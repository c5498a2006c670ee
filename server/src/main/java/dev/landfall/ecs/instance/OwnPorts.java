package dev.landfall.ecs.instance;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The TCP ports of the machine that this server listens on and goes on to listen on after a restart. An engine cannot publish
 * a container's port there, not even those of the loopback device, for it publishes on all addresses.
 */
public final class OwnPorts {
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    /** @return whether that was news */
    public boolean add(int port) {
        return ports.add(port);
    }

    Set<Integer> all() {
        return Set.copyOf(ports);
    }
}
