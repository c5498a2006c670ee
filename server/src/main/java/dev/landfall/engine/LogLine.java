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

        @Override
        public int compareTo(Position other) {
            var byStamp = stamp.compareTo(other.stamp);
            return byStamp != 0 ? byStamp : Integer.compare(ordinal, other.ordinal);
        }
    }
}
