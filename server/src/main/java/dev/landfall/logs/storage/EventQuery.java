package dev.landfall.logs.storage;

import java.util.Optional;

/**
 * A run of events of one group, in one direction.
 *
 * @param stream the id of the only stream wanted; empty for all
 * @param from earliest timestamp, inclusive
 * @param to latest timestamp, exclusive
 * @param beyond only events strictly past this one, in the direction of reading
 * @param limit at most so many events
 * @param maxBytes stop before an event that would exceed this, though never before the first
 */
public record EventQuery(
        Optional<String> stream,
        long from,
        long to,
        Optional<EventPosition> beyond,
        Direction direction,
        int limit,
        int maxBytes) {
    public enum Direction {
        /** From the oldest to the newest. */
        FORWARD,
        /** From the newest to the oldest; the result is in that order too. */
        BACKWARD,
    }

    public EventQuery beyond(EventPosition position) {
        return new EventQuery(stream, from, to, Optional.of(position), direction, limit, maxBytes);
    }

    /** The earliest timestamp still to be read, inclusive. */
    long restFrom() {
        return forward() ? beyond.map(past -> Math.max(from, past.timestamp())).orElse(from) : from;
    }

    /** The latest timestamp still to be read, exclusive. */
    long restTo() {
        return forward()
                ? to
                : beyond.map(past -> Math.min(to, past.timestamp() + 1)).orElse(to);
    }

    boolean forward() {
        return direction == Direction.FORWARD;
    }
}
