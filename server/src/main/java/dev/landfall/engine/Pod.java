package dev.landfall.engine;

import java.util.List;
import java.util.Map;

/**
 * A wanted level: a sandbox and what should be the case for each of its containers.
 *
 * @param generation grows with every change of mind; an engine ignores a level older than one it has seen
 * @param labels written on every container, beside the engine's own
 */
public record Pod(PodId id, long generation, Sandbox sandbox, List<Container> containers, Map<String, String> labels) {
    public Pod {
        containers = List.copyOf(containers);
        labels = Map.copyOf(labels);
    }

    /** A container and the level it should be at. */
    public record Container(ContainerSpec spec, Level level) {}

    /** What should be the case for a container. */
    public sealed interface Level {
        /** Nothing is asked of it now: others must come first, or it was started before and is only observed. */
        record Waiting() implements Level {}

        /** Pulled, created and started once. An exit is observed, not undone. */
        record Running() implements Level {}

        /** Stopped: the stop signal, then after the grace SIGKILL. One that was never started never will be. */
        record Stopped(int graceSeconds) implements Level {}
    }
}
