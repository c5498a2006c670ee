package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerNamespaces;
import dev.landfall.engine.ContainerNamespaces.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * What a container's creation says of its namespaces.
 *
 * @param holder the id of the container that has those of the pod
 */
record NamespacesBody(ContainerNamespaces namespaces, Optional<String> holder) {
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
            case POD ->
                "container:" + holder.orElseThrow(() -> new IllegalStateException("Nobody holds the pod's namespaces"));
            case HOST -> "host";
        };
    }
}
