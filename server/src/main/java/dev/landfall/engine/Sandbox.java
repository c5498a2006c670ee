package dev.landfall.engine;

/** What the containers of a pod have of the network, and whether they have it together. */
public sealed interface Sandbox {
    /**
     * A network namespace with an address, made before the containers, which share it: they meet on localhost.
     *
     * @param address the private IPv4 address, unique in this engine; it names the sandbox
     * @param hostname what the containers see as their host name
     */
    record Interface(String address, String hostname) implements Sandbox {}

    /** Each container has a network namespace of its own on the engine's bridge, and ports published on the host. */
    record Bridge() implements Sandbox {}

    /** The containers use the host's own network. */
    record Host() implements Sandbox {}

    /** Each container has a loopback device and nothing else. */
    record None() implements Sandbox {}
}
