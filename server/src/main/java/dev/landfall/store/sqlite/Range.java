package dev.landfall.store.sqlite;

import dev.landfall.store.Scan;
import java.util.ArrayList;
import java.util.List;

/** A scan said in SQL: a condition on the ordered columns, and its arguments. */
record Range(String condition, List<Object> arguments) {
    /** Sorts after every text, as SQLite puts all blobs there. */
    private static final byte[] AFTER_ALL_TEXT = {};

    private static final char AFTER_SEPARATOR = '\u0002';

    /** Sorts behind all that goes on from the start of a segment. */
    private static final String AFTER_START = new String(Character.toChars(Character.MAX_CODE_POINT));

    /** @param column the column of document keys */
    static Range ofDocuments(String column, Scan scan) {
        var range = between(column, scan);
        var after = scan.after().map(Scan.Position::document);
        return after.map(key -> range.and(column + beyond(scan) + "?", List.of(key.encoded())))
                .orElse(range);
    }

    /** Over the columns {@code e.entry, e.key}. */
    static Range ofEntries(Scan scan) {
        var range = between("e.entry", scan);
        return scan.after()
                .map(position -> range.and(
                        "(e.entry, e.key)" + beyond(scan) + "(?, ?)",
                        List.of(position.entry().encoded(), position.document().encoded())))
                .orElse(range);
    }

    /** The bounds of a range without its cursor. */
    private static Range between(String column, Scan scan) {
        var first = scan.prefix().encoded() + scan.start();
        return new Range(column + " >= ? AND " + column + " < ?", List.of(first, last(first, scan)));
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

    private Range and(String more, List<Object> values) {
        var all = new ArrayList<>(arguments);
        all.addAll(values);
        return new Range(condition + " AND " + more, all);
    }

    /** All arguments of a statement that begins and ends with others. */
    Object[] between(List<Object> before, Object... behind) {
        var all = new ArrayList<>(before);
        all.addAll(arguments);
        all.addAll(List.of(behind));
        return all.toArray();
    }
}
