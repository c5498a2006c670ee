package dev.landfall.wire.http;

import java.time.Duration;

/**
 * Where a server listens, and what it takes from strangers.
 *
 * @param address an IP address or a name of this machine
 * @param port 0 picks a free one
 * @param maxConnections open at once; beyond it new ones wait in the kernel's queue
 * @param maxPerCaller of them open at once from one address; beyond it new ones are closed
 * @param idleTimeout how long a connection may say nothing, also in the middle of a body; headers must be whole within it
 * @param stopTimeout how long a stop waits for the requests under way
 */
public record Listen(
        String address, int port, int maxConnections, int maxPerCaller, Duration idleTimeout, Duration stopTimeout) {
    /** All headers together. A signed request with a session token takes about 2 KiB. */
    static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final int CONTAINERS_CONNECTIONS = 2_048;
    private static final int CALLERS_CONNECTIONS = 4_096;

    /** What one task may hold open: more than its SDKs do, and too little to keep the others out. */
    private static final int CONNECTIONS_OF_TASK = 256;

    /** To whom tasks' containers come, each from an address of its own: a few small requests, and the whole APIs. */
    public static Listen toContainers(String address, int port) {
        return usual(address, port, CONTAINERS_CONNECTIONS, CONNECTIONS_OF_TASK, Duration.ofSeconds(5));
    }

    /** The same for containers on the host's own network, which all come from one address. */
    public static Listen toContainersOnHost(String address, int port) {
        return usual(address, port, CONTAINERS_CONNECTIONS, CONTAINERS_CONNECTIONS, Duration.ofSeconds(5));
    }

    public static Listen on(String address, int port) {
        return usual(address, port, CALLERS_CONNECTIONS, CALLERS_CONNECTIONS, Duration.ofSeconds(10));
    }

    private static Listen usual(String address, int port, int most, int perCaller, Duration stop) {
        // docker keeps a pulled layer's connection quiet while it unpacks; AWS's load balancers wait 60 s too.
        return new Listen(address, port, most, perCaller, Duration.ofSeconds(60), stop);
    }
}
