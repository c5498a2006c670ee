package dev.landfall.engine;

import java.time.Instant;

/**
 * One line a container wrote.
 *
 * @param position grows line by line within a container and survives restarts of everything: what to resume after
 * @param writtenAt when the engine took it from the container
 */
public record LogLine(Position position, Instant writtenAt, Stream stream, String text) {
    public enum Stream {
        STDOUT,
        STDERR,
    }

    /**
     * A place in a container's output: the engine's time stamp, and how many lines bore that same stamp up to and with
     * this one.
     */
    public record Position(Instant stamp, int ordinal) implements Comparable<Position> {
        public static final Position START = new Position(Instant.EPOCH, 0);

        /**
         * The place of the line after this one. A stamp older than this one's counts as this one's, so that places grow;
         * and they come out the same whenever a log is read in its order.
         */
        public Position next(Instant lineStamp) {
            return lineStamp.isAfter(stamp) ? new Position(lineStamp, 1) : new Position(stamp, ordinal + 1);
        }

        @Override
        public int compareTo(Position other) {
            var byStamp = stamp.compareTo(other.stamp);
            return byStamp != 0 ? byStamp : Integer.compare(ordinal, other.ordinal);
        }
    }
}
