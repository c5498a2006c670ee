package dev.landfall.store;

import java.util.Comparator;
import java.util.Optional;

/**
 * An ordered range: everything under a prefix, after a cursor, up to a limit.
 *
 * @param prefix whole segments that every entry starts with
 * @param after exclusive; the position of the last entry of the page before
 * @param limit at most so many entries
 */
public record Scan(Key prefix, Optional<Position> after, int limit) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

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
        return new Scan(prefix, Optional.of(position), limit);
    }

    public Scan limit(int most) {
        return new Scan(prefix, after, most);
    }
}
