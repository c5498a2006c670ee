package dev.landfall.store.memory;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Scan;
import dev.landfall.store.Scan.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents of one kind and the indexes over them. */
final class Table<T> {
    private final Kind<T> kind;
    private final NavigableMap<Key, Row> rows = new TreeMap<>();
    private final Map<String, NavigableSet<Position>> indexes = new HashMap<>();

    /** A document and where it stands: entries by the name of their index. */
    record Row(Committed.Body body, Map<String, List<Key>> entries) {}

    Table(Kind<T> kind, Map<Key, Committed.Body> bodies) {
        this.kind = kind;
        kind.indexes().forEach(index -> indexes.put(index.name(), new TreeSet<>()));
        bodies.forEach((key, body) -> set(key, row(key, kind.codec().decode(body.bytes()), body)));
    }

    Kind<T> kind() {
        return kind;
    }

    NavigableMap<Key, Row> rows() {
        return rows;
    }

    Row row(Key key, T value, Committed.Body body) {
        var entries = new HashMap<String, List<Key>>();
        kind.indexes().forEach(index -> entries.put(index.name(), index.keys().apply(key, value)));
        return new Row(body, entries);
    }

    /** Replaces (or with null removes) a document and its entries, and tells what was there. */
    @Nullable
    Row set(Key key, @Nullable Row row) {
        var before = row == null ? rows.remove(key) : rows.put(key, row);
        if (before != null) {
            before.entries()
                    .forEach((index, entries) -> entries.forEach(e -> in(index).remove(new Position(e, key))));
        }
        if (row != null) {
            row.entries()
                    .forEach((index, entries) -> entries.forEach(e -> in(index).add(new Position(e, key))));
        }
        return before;
    }

    Stream<Key> scan(Scan scan) {
        var after = scan.after().map(Position::document).filter(key -> key.compareTo(scan.prefix()) >= 0);
        return rows.tailMap(after.orElse(scan.prefix()), after.isEmpty()).keySet().stream()
                .takeWhile(key -> key.startsWith(scan.prefix()))
                .limit(scan.limit());
    }

    Stream<Position> scan(Index<T> index, Scan scan) {
        var first = new Position(scan.prefix(), Key.ROOT);
        var after = scan.after().filter(position -> position.compareTo(first) >= 0);
        return in(index.name()).tailSet(after.orElse(first), after.isEmpty()).stream()
                .takeWhile(position -> position.entry().startsWith(scan.prefix()))
                .limit(scan.limit());
    }

    private NavigableSet<Position> in(String index) {
        var entries = indexes.get(index);
        if (entries == null) {
            throw new IllegalStateException(kind.name() + " has no index " + index);
        }
        return entries;
    }
}
