package dev.landfall.logs.storage;

import java.util.Comparator;
import java.util.Optional;

/**
 * Where an event stands in its group: by its timestamp, then in the order of ingestion. No two events of a group share
 * one.
 *
 * @param timestamp milliseconds since 1970
 * @param day of ingestion, in days since 1970: the partition
 * @param sequence within the partition, from 1
 */
public record EventPosition(long timestamp, int day, long sequence) implements Comparable<EventPosition> {
    private static final Comparator<EventPosition> ORDER = Comparator.comparingLong(EventPosition::timestamp)
            .thenComparingInt(EventPosition::day)
            .thenComparingLong(EventPosition::sequence);

    static final int DIGITS = 36;
    private static final long MAX_TIMESTAMP = 99_999_999_999_999L; // the year 5138

    /** Before every event with this timestamp or a later one. */
    public static EventPosition before(long timestamp) {
        return new EventPosition(Math.clamp(timestamp, 0, MAX_TIMESTAMP), 0, 0);
    }

    /** Thirty-six digits that sort as positions do. */
    String digits() {
        return "%014d%06d%016d".formatted(timestamp, day, sequence);
    }

    /** Reads {@link #digits()}; empty when the text is not one. */
    static Optional<EventPosition> parse(String digits) {
        if (digits.length() != DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new EventPosition(
                Long.parseLong(digits, 0, 14, 10),
                Integer.parseInt(digits, 14, 20, 10),
                Long.parseLong(digits, 20, DIGITS, 10)));
    }

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }
}
