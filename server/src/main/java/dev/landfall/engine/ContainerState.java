package dev.landfall.engine;

import java.time.Instant;
import java.util.Optional;

/** What an engine sees of one container. */
public sealed interface ContainerState {
    /**
     * There is none, and none is being made. One that is told to stop before it was started ends here; until then it is
     * still seen as pulling or created.
     */
    record Absent() implements ContainerState {}

    /** Its image is on the way. */
    record Pulling(Instant since) implements ContainerState {}

    /** Made, not started. */
    record Created(String runtimeId, Optional<String> imageDigest) implements ContainerState {}

    /**
     * Its process is alive.
     *
     * @param probe the last run of its health check, once that has led to a verdict
     */
    record Running(
            String runtimeId,
            Optional<String> imageDigest,
            Instant startedAt,
            Health health,
            Optional<HealthProbe> probe)
            implements ContainerState {
        /** Of a container without a verdict. */
        public Running(String runtimeId, Optional<String> imageDigest, Instant startedAt, Health health) {
            this(runtimeId, imageDigest, startedAt, health, Optional.empty());
        }

        /** The same with what the probe said that led to the present verdict. */
        public Running with(Optional<HealthProbe> decisive) {
            return new Running(runtimeId, imageDigest, startedAt, health, decisive);
        }
    }

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

    /** What its health check says. */
    enum Health {
        /** It has no check. */
        NONE,
        /** No verdict yet. */
        STARTING,
        HEALTHY,
        UNHEALTHY,
    }
}
