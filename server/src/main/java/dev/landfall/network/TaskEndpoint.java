package dev.landfall.network;

import java.util.Map;
import java.util.Optional;

/**
 * Leads what containers send to {@link #ADDRESS}, where code on ECS finds its credentials and metadata, to listeners on
 * this host. Only containers of this instance are led there, and nobody else reaches the listeners.
 */
public interface TaskEndpoint {
    /** The link-local address that the containers of every task know. */
    Ipv4 ADDRESS = Ipv4.parse("169.254.170.2");

    /** Why it cannot be had on this host; empty when it can. */
    Optional<String> obstacle();

    /** The host's own address in the containers' network, for listeners to bind to. It is there once the network is. */
    Ipv4 hostAddress();

    /** Looks whether the containers' network, which is there by now, is on this host; if not, that is an obstacle. */
    boolean isOnThisHost();

    /**
     * Leads ports of {@link #ADDRESS} to ports of {@link #hostAddress}, and no others. Blocks for milliseconds.
     *
     * @throws Failure when the host does not let us
     */
    void ensure(Map<Integer, Integer> ports);

    /** Makes it so again where somebody undid it. Blocks for milliseconds. @throws Failure */
    void repair();

    /** The endpoint cannot be had. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** On a host where it cannot be had. */
    static TaskEndpoint none(Ipv4 hostAddress, String why) {
        return new NoTaskEndpoint(hostAddress, why);
    }
}
