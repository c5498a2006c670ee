package dev.landfall.store.sqlite;

import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import java.util.ArrayList;
import java.util.List;

/** A scan said in SQL: a condition on the ordered columns, and its arguments. */
record Range(String condition, List<Object> arguments) {
    /** Sorts after every text, as SQLite puts all blobs there. */
    private static final byte[] AFTER_ALL_TEXT = {};

    private static final char AFTER_SEPARATOR = '\u0002';

    /** @param column the column of document keys */
    static Range ofDocuments(String column, Scan scan) {
        var first = scan.prefix().encoded();
        var after = scan.after().map(Scan.Position::document).filter(key -> key.compareTo(scan.prefix()) >= 0);
        return after.map(key -> new Range(column + " > ?", List.of(key.encoded())))
                .orElseGet(() -> new Range(column + " >= ?", List.of(first)))
                .below(column, scan.prefix());
    }

    /** Over the columns {@code e.entry, e.key}. */
    static Range ofEntries(Scan scan) {
        var first = scan.prefix().encoded();
        var after = scan.after().filter(position -> position.entry().compareTo(scan.prefix()) >= 0);
        return after.map(position -> new Range(
                        "(e.entry, e.key) > (?, ?)",
                        List.of(position.entry().encoded(), position.document().encoded())))
                .orElseGet(() -> new Range("e.entry >= ?", List.of(first)))
                .below("e.entry", scan.prefix());
    }

    private Range below(String column, Key prefix) {
        var first = prefix.encoded();
        var all = new ArrayList<>(arguments);
        all.add(first.isEmpty() ? AFTER_ALL_TEXT : first.substring(0, first.length() - 1) + AFTER_SEPARATOR);
        return new Range(condition + " AND " + column + " < ?", all);
    }

    /** All arguments of a statement that begins and ends with others. */
    Object[] between(List<Object> before, Object... behind) {
        var all = new ArrayList<>(before);
        all.addAll(arguments);
        all.addAll(List.of(behind));
        return all.toArray();
    }
}
