package dev.landfall.store.sqlite;

import dev.landfall.store.Scan;
import dev.landfall.store.Scan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scan said in SQL: a condition on the ordered columns, and its arguments. It has one lower and one upper bound and no
 * more, since SQLite seeks by one of each only: with a cursor beside a bound, every page would begin at the first.
 */
record Range(String condition, List<Object> arguments) {
    /** Sorts after every text, as SQLite puts all blobs there. */
    private static final byte[] AFTER_ALL_TEXT = {};

    private static final char AFTER_SEPARATOR = '\u0002';

    /** Sorts behind all that goes on from the start of a segment. */
    private static final String AFTER_START = new String(Character.toChars(Character.MAX_CODE_POINT));

    /** @param column the column of document keys */
    static Range ofDocuments(String column, Scan scan) {
        var cursor = cursor(scan)
                .map(position -> new Range(
                        column + beyond(scan) + "?", List.of(position.document().encoded())));
        return bounded(column, scan, cursor);
    }

    /** Over the columns {@code e.entry, e.key}. */
    static Range ofEntries(Scan scan) {
        var cursor = cursor(scan)
                .map(position -> new Range(
                        "(e.entry, e.key)" + beyond(scan) + "(?, ?)",
                        List.of(position.entry().encoded(), position.document().encoded())));
        return bounded("e.entry", scan, cursor);
    }

    /** The cursor, unless the whole range lies beyond it anyway. */
    private static Optional<Position> cursor(Scan scan) {
        return scan.after()
                .filter(position -> scan.descending()
                        ? position.entry().compareTo(scan.highest()) < 0
                        : position.entry().compareTo(scan.lowest()) >= 0);
    }

    private static Range bounded(String column, Scan scan, Optional<Range> cursor) {
        var first = scan.prefix().encoded() + scan.start();
        var lower = new Range(column + " >= ?", List.of(first));
        var upper = new Range(column + " < ?", List.of(last(first, scan)));
        return scan.descending()
                ? lower.and(cursor.orElse(upper))
                : cursor.orElse(lower).and(upper);
    }

    private static Object last(String first, Scan scan) {
        if (first.isEmpty()) {
            return AFTER_ALL_TEXT;
        }
        return scan.start().isEmpty() ? first.substring(0, first.length() - 1) + AFTER_SEPARATOR : first + AFTER_START;
    }

    private static String beyond(Scan scan) {
        return scan.descending() ? " < " : " > ";
    }

    static String order(Scan scan) {
        return scan.descending() ? " DESC" : "";
    }

    private Range and(Range other) {
        var all = new ArrayList<>(arguments);
        all.addAll(other.arguments);
        return new Range(condition + " AND " + other.condition, all);
    }

    /** All arguments of a statement that begins and ends with others. */
    Object[] between(List<Object> before, Object... behind) {
        var all = new ArrayList<>(before);
        all.addAll(arguments);
        all.addAll(List.of(behind));
        return all.toArray();
    }
}
