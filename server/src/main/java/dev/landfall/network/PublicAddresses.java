package dev.landfall.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes public addresses answer on this host, in levels. Every call blocks until it is so, for some milliseconds; none
 * belongs on a request's thread or in a transaction.
 */
public interface PublicAddresses extends AutoCloseable {
    /**
     * Traffic to the public address reaches the target, and no longer any target before.
     *
     * @throws Failure when it cannot be made so
     */
    void ensure(Ipv4 publicAddress, Target target);

    /** The address refuses new connections at once, and ends old ones. Harmless when it did not answer. */
    void remove(Ipv4 publicAddress);

    /** All of {@code wanted} and nothing else, whatever was there; at the start and as a sweep. @throws Failure */
    void replaceAll(Map<Ipv4, Target> wanted);

    /**
     * Makes what was asked for so again where somebody undid it, such as a firewall that was loaded anew, and takes up a
     * network that was made meanwhile. @throws Failure
     */
    default void repair() {
        // Nobody else can undo what a driver holds in its own process.
    }

    /** What answers now, as the host itself tells. */
    Map<Ipv4, Ipv4> observe();

    /** In words, for {@code doctor}: how addresses are made to answer here, and why so. */
    String describe();

    /** Stops working but leaves standing what outlives the process, for tasks outlive it too. */
    @Override
    void close();

    /**
     * Where the traffic goes.
     *
     * @param ports those that tasks serve at; only a driver that cannot carry all ports looks at them
     */
    record Target(Ipv4 privateAddress, Set<Port> ports) {
        public Target {
            ports = Set.copyOf(ports);
        }
    }

    record Port(Protocol protocol, int number) {
        @Override
        public String toString() {
            return protocol.name().toLowerCase(java.util.Locale.ROOT) + " port " + number;
        }
    }

    enum Protocol {
        TCP,
        UDP,
    }

    /** A public address cannot be made to answer. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final List<Port> ports;

        /** @param ports those that something else on this host has taken; empty when ports are not the trouble */
        public Failure(String message, List<Port> ports, Throwable cause) {
            super(message, cause);
            this.ports = List.copyOf(ports);
        }

        public Failure(String message) {
            super(message);
            this.ports = List.of();
        }

        public List<Port> ports() {
            return ports;
        }
    }
}
