package dev.landfall.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whatever runs containers. It is asked for levels and tells what it sees; every call returns at once and the work goes
 * on behind it, unless it says otherwise. Every driver passes {@code EngineContract}.
 */
public interface Engine extends AutoCloseable {
    /**
     * Begins to work and to tell. The listener first hears of every pod of this instance that exists, then of each change.
     * It is called from any thread, never twice at a time for one pod, and must not block.
     */
    void start(Consumer<Observation> listener);

    /** Brings a pod to a level, as far as that is possible. A level older than one seen before is ignored. */
    void ensure(Pod pod);

    /**
     * Removes all of a pod, killing what still runs; observed as an absent sandbox and no containers, also when there was
     * nothing to remove.
     */
    void remove(PodId pod, long generation);

    /**
     * Keeps sandboxes ready for pods to come, so that starting one does not wait for its network. The set replaces the one
     * before; a ready sandbox that is in it no more, and that no pod takes within seconds, is removed.
     */
    void prepare(Set<Sandbox.Interface> sandboxes);

    /** Of the prepared sandboxes, those that stand ready now. */
    Set<Sandbox.Interface> prepared();

    /** Looks at the engine itself, not at memory: every pod of this instance. Blocks. @throws EngineAway */
    List<Observation> observe();

    /**
     * The lines of a container after a position, to the end of its life; blocks for more while it lives. A container that
     * does not exist has none. Closing it from another thread ends it. @throws EngineAway, also from the reader: open it
     * again after the last position
     */
    LogReader logs(PodId pod, String container, LogLine.Position after);

    /** What bringing a pod up took, and takes now, as far as this object saw it. Asks only memory. */
    default PodTimings timings(PodId pod) {
        return PodTimings.NONE;
    }

    /** The last lines that a container wrote, at most so many; none when they are not kept. Blocks. @throws EngineAway */
    default List<LogLine> lastLines(PodId pod, String container, int most) {
        return List.of();
    }

    /**
     * What a container uses now, as Docker's API tells it in JSON ({@code GET /containers/{id}/stats}); empty while it does
     * not run. Blocks, up to a second or two. @throws EngineAway
     */
    Optional<String> stats(PodId pod, String container);

    /**
     * What a pod has written of what it may; empty where nothing counts it. Asks no more than the kernel, for a number that it
     * keeps.
     */
    default Optional<StorageUse> storage(PodId pod) {
        return Optional.empty();
    }

    /** Makes the network that sandboxes are on, unless it is there. Blocks. @throws EngineAway */
    void makeNetwork();

    /** Why it did not answer when it was last called; empty when it did. Asks only memory. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Whether the engine answers, and why not. Blocks briefly. */
    Health health();

    /** What is known of the engine without asking it. Returns at once. */
    Contact contact();

    @Override
    void close();

    record Health(boolean available, String detail) {}

    /**
     * How the engine stands, as it was last heard of.
     *
     * @param established whether it is there
     * @param since when that began
     * @param machine as it was told when the engine was last there; empty before the first time
     */
    record Contact(boolean established, Instant since, Optional<Machine> machine) {}

    interface LogReader extends AutoCloseable {
        /** The next batch in order, waiting for at least one line; empty at the end of the container's output. */
        List<LogLine> next();

        @Override
        void close();
    }

    /** The engine does not answer. Nothing is known about its pods until it does again. */
    final class EngineAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public EngineAway(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
