package dev.landfall.network;

import java.util.Optional;

/**
 * Where containers on the host's own network find what all others find at {@link TaskEndpoint#ADDRESS}: two ports of the
 * loopback address. Nothing in the kernel is changed for them.
 */
public interface LoopbackEndpoint {
    /** The address, as it is written in containers' variables. */
    String ADDRESS = "127.0.0.1";

    /** Where such containers find nothing. */
    LoopbackEndpoint NONE = Optional::empty;

    /**
     * What a container that starts now is to be told; it answers from then on, also after a restart. Empty where the engine's
     * host is another than this, or where this one has no port to give. Opens the ports where they are not yet open, which
     * blocks for milliseconds.
     */
    Optional<Ports> ports();

    /**
     * @param agent the agent's
     * @param api that of AWS's APIs
     */
    record Ports(int agent, int api) {}
}
