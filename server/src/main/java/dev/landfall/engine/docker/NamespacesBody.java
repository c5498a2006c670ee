package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerNamespaces;
import dev.landfall.engine.ContainerNamespaces.Scope;
import java.util.Map;

/** What a container's creation says of its namespaces. Those of its pod are the sandbox's. */
record NamespacesBody(ContainerNamespaces namespaces, NetworkBody network) {
    Map<String, ?> json() {
        // Docker passes parameters of the network on to the namespace a container joins, so each may bring its own.
        return Map.of(
                "PidMode", mode(namespaces.pid(), ""),
                "IpcMode", mode(namespaces.ipc(), "none"),
                "Sysctls", namespaces.kernelParameters());
    }

    private String mode(Scope scope, String own) {
        return switch (scope) {
            case USUAL -> "";
            case OWN -> own;
            case POD -> network.mode();
            case HOST -> "host";
        };
    }
}
