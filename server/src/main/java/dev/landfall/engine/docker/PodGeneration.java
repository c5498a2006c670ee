package dev.landfall.engine.docker;

/** Which level of one pod is the newest, and whether it is on its way out. Used under the pod's lock. */
final class PodGeneration {
    private long newest;
    /** The newest level asked for before its removal. */
    private long level;

    private boolean leaving;
    private boolean gone;

    /** What becomes of a level asked for. */
    enum Answer {
        TAKEN,
        /** Older than one seen. */
        STALE,
        /** The pod is on its way out: ask again once it is gone. */
        LEAVING,
    }

    long newest() {
        return newest;
    }

    boolean isLeaving() {
        return leaving;
    }

    Answer want(long generation) {
        if (generation < newest) {
            return Answer.STALE;
        }
        if (leaving) {
            return generation > newest ? Answer.LEAVING : Answer.STALE;
        }
        newest = generation;
        level = generation;
        return Answer.TAKEN;
    }

    /** Notes that it should go. False when a newer level was seen, or it is on its way out. */
    boolean wantGone(long generation) {
        if (generation < newest) {
            return false;
        }
        newest = generation;
        var first = !leaving;
        leaving = true;
        return first;
    }

    void gone() {
        gone = true;
    }

    /**
     * The newest level of which it is true: no step of an older one is under way, and a removal is done.
     *
     * @param working the oldest level that a step under way belongs to
     */
    long reached(long working) {
        return Math.min(working, leaving && !gone ? level : newest);
    }
}
