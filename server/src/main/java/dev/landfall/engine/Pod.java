package dev.landfall.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wanted level: a sandbox and what should be the case for each of its containers.
 *
 * @param generation grows with every change of mind; an engine ignores a level older than one it has seen
 * @param envelope limits over all containers together; where an engine cannot hold them so, it holds each container to them
 * @param labels written on every container, beside the engine's own
 */
public record Pod(
        PodId id,
        long generation,
        Sandbox sandbox,
        Envelope envelope,
        List<Container> containers,
        Map<String, String> labels) {
    public Pod {
        containers = List.copyOf(containers);
        labels = Map.copyOf(labels);
    }

    /** A pod without limits of its own. */
    public Pod(PodId id, long generation, Sandbox sandbox, List<Container> containers, Map<String, String> labels) {
        this(id, generation, sandbox, Envelope.NONE, containers, labels);
    }

    /** A container and the level it should be at. */
    public record Container(ContainerSpec spec, Level level) {}

    /** What should be the case for a container. */
    public sealed interface Level {
        /** Nothing is asked of it now: it was started before and is only observed. */
        record Waiting() implements Level {}

        /** Its image is there; what it depends on must come first, but not before its image does. */
        record Pulled() implements Level {}

        /**
         * Pulled, created and started once. An exit is observed, not undone, unless it ended the life that is over.
         *
         * @param over the moment at which that life began: a container that ended in it is started again as it is. As the
         *     next life begins at another moment, asking twice is asking once, whoever crashed in between
         */
        record Running(Optional<Instant> over) implements Level {
            public Running() {
                this(Optional.empty());
            }

            /** Whether a container in this state is to be started again. */
            public boolean restarts(ContainerState.Exited exited) {
                return over.filter(exited.startedAt()::equals).isPresent();
            }
        }

        /** Stopped: the stop signal, then after the grace SIGKILL. One that was never started never will be. */
        record Stopped(int graceSeconds) implements Level {}
    }
}
