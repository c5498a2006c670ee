package dev.landfall.store;

import java.util.Comparator;
import java.util.Optional;

/**
 * An ordered range: everything under a prefix, after a cursor, up to a limit.
 *
 * @param prefix whole segments that every entry starts with
 * @param after exclusive; the position of the last entry of the page before
 * @param limit at most so many entries
 * @param start what the segment behind the prefix begins with; empty lets all pass
 * @param descending whether the order is turned round
 */
public record Scan(Key prefix, Optional<Position> after, int limit, String start, boolean descending) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Sorts behind every text that goes on from where it stands. */
    private static final String BEHIND_ALL = new String(Character.toChars(Character.MAX_CODE_POINT));

    public Scan(Key prefix, Optional<Position> after, int limit) {
        this(prefix, after, limit, "", false);
    }

    public Scan {
        if (limit < 0) {
            throw new IllegalArgumentException("A scan's limit is negative");
        }
    }

    /** Where an entry stands in its order: its index key (or the document key itself) and the document key. */
    public record Position(Key entry, Key document) implements Comparable<Position> {
        private static final Comparator<Position> ORDER =
                Comparator.comparing(Position::entry).thenComparing(Position::document);

        /** Of a document in the order of its kind. */
        public static Position of(Key document) {
            return new Position(document, document);
        }

        /** Of a document in the order of an index that it stands in under one entry (its first, if under more). */
        public static <T> Position of(Index<T> index, Document<T> document) {
            var entries = index.keys().apply(document.key(), document.value());
            return new Position(entries.getFirst(), document.key());
        }

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    public static Scan under(String... prefix) {
        return new Scan(Key.of(prefix), Optional.empty(), UNLIMITED);
    }

    public static Scan under(Key prefix) {
        return new Scan(prefix, Optional.empty(), UNLIMITED);
    }

    public Scan after(Position position) {
        return new Scan(prefix, Optional.of(position), limit, start, descending);
    }

    public Scan limit(int most) {
        return new Scan(prefix, after, most, start, descending);
    }

    /** Only entries whose segment behind the prefix begins with a text. */
    public Scan startingWith(String text) {
        return new Scan(prefix, after, limit, text, descending);
    }

    /** From the last entry to the first. */
    public Scan backwards() {
        return new Scan(prefix, after, limit, start, true);
    }

    /** Whether an entry lies in the range, wherever the cursor is. */
    public boolean covers(Key entry) {
        var depth = prefix.segments().size();
        return entry.startsWith(prefix)
                && (start.isEmpty()
                        || (entry.segments().size() > depth
                                && entry.segment(depth).startsWith(start)));
    }

    /** No entry of the range sorts before it. */
    public Key lowest() {
        return start.isEmpty() ? prefix : prefix.with(start);
    }

    /** Every entry of the range sorts before it. */
    public Key highest() {
        return prefix.with(start + BEHIND_ALL);
    }
}
