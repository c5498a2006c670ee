package dev.landfall.ecs.task;

import dev.landfall.engine.Pod;
import java.time.Duration;
import java.util.Map;

/** One thing to do for a task. The planner leaves no choices to whoever carries it out. */
sealed interface Step {
    /** Give it its network interface; it becomes PENDING. */
    record Provision() implements Step {}

    /** Look up its roles, images and log streams; it becomes ACTIVATING, or is told to stop. */
    record Ready() implements Step {}

    /** Ask the engine for its pod, each container at its level. */
    record Ensure(LevelOf level, Map<String, Pod.Level> containers) implements Step {
        public Ensure {
            containers = Map.copyOf(containers);
        }
    }

    /** Make its public address answer. */
    record Publish() implements Step {}

    /** Carry the lines of a container to its log stream. */
    record Forward(String container) implements Step {}

    /** Move on to a phase. */
    record Move(Phase next) implements Step {}

    /** Take away its pod and its public address. */
    record Remove() implements Step {}

    /** Give its interface back; it is STOPPED. */
    record Release() implements Step {}

    /** Look again later, whatever happens. */
    record Wait(Duration delay) implements Step {}

    /** What the pod as a whole is brought to. */
    enum LevelOf {
        RUNNING,
        STOPPED;

        /** The engine ignores a level older than one it has seen. */
        long generation() {
            return ordinal() + 1L;
        }
    }
}
