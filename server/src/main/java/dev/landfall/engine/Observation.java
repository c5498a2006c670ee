package dev.landfall.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * All that an engine sees of one pod at one moment. Whole, not a difference: losing or repeating one does no harm.
 *
 * @param generation the newest level that the engine has been asked for, once nothing asked for before it is under way;
 *     0 when it only found the pod
 * @param containers by name; one that does not exist yet is {@link ContainerState.Absent}
 * @param endpoints by name, of containers that have a network of their own
 */
public record Observation(
        PodId pod,
        long generation,
        SandboxState sandbox,
        Map<String, ContainerState> containers,
        Map<String, ContainerEndpoint> endpoints,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt) {
    public Observation {
        containers = Map.copyOf(containers);
        endpoints = Map.copyOf(endpoints);
    }

    /** Of a pod whose containers have no network of their own. */
    public Observation(
            PodId pod,
            long generation,
            SandboxState sandbox,
            Map<String, ContainerState> containers,
            Optional<Instant> pullStartedAt,
            Optional<Instant> pullStoppedAt) {
        this(pod, generation, sandbox, containers, Map.of(), pullStartedAt, pullStoppedAt);
    }

    public ContainerEndpoint endpoint(String container) {
        return endpoints.getOrDefault(container, ContainerEndpoint.NONE);
    }

    /** The pod's shell. */
    public sealed interface SandboxState {
        record Absent() implements SandboxState {}

        record Ready(String address, String macAddress) implements SandboxState {}

        /** There is none and none is needed: each container has its own network, or the host's. */
        record Unneeded() implements SandboxState {}

        /** It could not be made, or ended under its pod; it will not be made again. */
        record Failed(EngineFault fault) implements SandboxState {}
    }
}
