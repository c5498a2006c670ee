package dev.landfall.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * All that an engine sees of one pod at one moment. Whole, not a difference: losing or repeating one does no harm.
 *
 * @param generation the newest level that the engine has been asked for; 0 when it only found the pod
 * @param containers by name; one that does not exist yet is {@link ContainerState.Absent}
 */
public record Observation(
        PodId pod,
        long generation,
        SandboxState sandbox,
        Map<String, ContainerState> containers,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt) {
    public Observation {
        containers = Map.copyOf(containers);
    }

    /** The pod's shell. */
    public sealed interface SandboxState {
        record Absent() implements SandboxState {}

        record Ready(String address, String macAddress) implements SandboxState {}

        /** It could not be made, or ended under its pod; it will not be made again. */
        record Failed(EngineFault fault) implements SandboxState {}
    }
}
