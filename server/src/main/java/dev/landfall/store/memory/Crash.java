package dev.landfall.store.memory;

/** Decides at each commit whether the process dies there. */
@FunctionalInterface
public interface Crash {
    /** Lives for ever. */
    Crash NEVER = commit -> Point.NONE;

    /** Asked once for each commit that writes, counted from 1. */
    Point at(long commit);

    /** Where, seen from the commit. */
    enum Point {
        /** It goes on living. */
        NONE,
        /** It dies and the commit is lost. */
        BEFORE_DURABLE,
        /** It dies, the commit is kept, and nobody is told of it. */
        AFTER_DURABLE,
    }

    /** Dies at the n-th commit. */
    static Crash at(long nth, Point point) {
        return commit -> commit == nth ? point : Point.NONE;
    }

    /** What a dead store answers: an Error, so that code which handles exceptions does not go on living. */
    final class Crashed extends Error {
        private static final long serialVersionUID = 1L;

        public Crashed() {
            super("The simulated process died");
        }
    }
}
