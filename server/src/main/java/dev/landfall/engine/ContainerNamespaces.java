package dev.landfall.engine;

import java.util.Map;

/**
 * Which of the kernel's views a container has for itself, beside that of the network, and what is set in them.
 *
 * @param pid whose processes it sees
 * @param ipc whose shared memory and queues it uses
 * @param kernelParameters set in its namespaces when it starts. Those of a namespace that the pod shares hold for the
 *     whole pod: of two containers the one that starts last wins
 */
public record ContainerNamespaces(Scope pid, Scope ipc, Map<String, String> kernelParameters) {
    /** As the engine has them. */
    public static final ContainerNamespaces USUAL = new ContainerNamespaces(Scope.USUAL, Scope.USUAL, Map.of());

    public ContainerNamespaces {
        kernelParameters = Map.copyOf(kernelParameters);
    }

    /** Whose namespace a container is in. */
    public enum Scope {
        /** As the engine does it by itself. */
        USUAL,
        /** Its own, and nobody else's. */
        OWN,
        /** The one of its pod. */
        POD,
        /** The host's. */
        HOST,
    }
}
