package dev.landfall.engine;

/**
 * The shell of a pod, made before its containers: a network namespace with an address.
 *
 * @param address the private IPv4 address, unique in this engine; it names the sandbox
 * @param hostname what the containers see as their host name
 */
public record Sandbox(String address, String hostname) {}
