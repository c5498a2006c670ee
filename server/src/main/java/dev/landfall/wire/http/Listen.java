package dev.landfall.wire.http;

import java.time.Duration;

/**
 * Where a server listens, and what it takes from strangers.
 *
 * @param address an IP address or a name of this machine
 * @param port 0 picks a free one
 * @param maxConnections open at once; beyond it new ones wait in the kernel's queue
 * @param idleTimeout how long a connection may say nothing, also in the middle of a body; headers must be whole within it
 * @param stopTimeout how long a stop waits for the requests under way
 */
public record Listen(String address, int port, int maxConnections, Duration idleTimeout, Duration stopTimeout) {
    /** All headers together. A signed request with a session token takes about 2 KiB. */
    static final int MAX_HEADER_BYTES = 64 * 1024;

    /** To whom tasks' containers come: a few small requests each, and the whole APIs. */
    public static Listen toContainers(String address, int port) {
        return new Listen(address, port, 2_048, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    public static Listen on(String address, int port) {
        // docker keeps a pulled layer's connection quiet while it unpacks; AWS's load balancers wait 60 s too.
        return new Listen(address, port, 4_096, Duration.ofSeconds(60), Duration.ofSeconds(10));
    }
}
