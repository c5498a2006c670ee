package dev.landfall.engine;

import java.time.Instant;
import java.util.Optional;

/** What an engine sees of one container. */
public sealed interface ContainerState {
    /** There is none yet. */
    record Absent() implements ContainerState {}

    /** Its image is on the way. */
    record Pulling(Instant since) implements ContainerState {}

    /** Made, not started. */
    record Created(String runtimeId, Optional<String> imageDigest) implements ContainerState {}

    /** Its process is alive. */
    record Running(String runtimeId, Optional<String> imageDigest, Instant startedAt) implements ContainerState {}

    /** Its process ended. */
    record Exited(
            String runtimeId,
            Optional<String> imageDigest,
            Instant startedAt,
            Instant finishedAt,
            int exitCode,
            boolean outOfMemory)
            implements ContainerState {}

    /** It could not be brought to its level and will not be tried again. */
    record Failed(Optional<String> runtimeId, EngineFault fault) implements ContainerState {}
}
