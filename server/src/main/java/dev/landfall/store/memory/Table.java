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
import java.util.Optional;
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
        var after = scan.after().map(Position::document);
        var ordered = scan.descending()
                ? before(rows.navigableKeySet(), after, scan.highest()).descendingSet()
                : behind(rows.navigableKeySet(), after, scan.lowest());
        return ordered.stream().takeWhile(scan::covers).limit(scan.limit());
    }

    Stream<Position> scan(Index<T> index, Scan scan) {
        var ordered = scan.descending()
                ? before(in(index.name()), scan.after(), new Position(scan.highest(), Key.ROOT))
                        .descendingSet()
                : behind(in(index.name()), scan.after(), new Position(scan.lowest(), Key.ROOT));
        return ordered.stream()
                .takeWhile(position -> scan.covers(position.entry()))
                .limit(scan.limit());
    }

    private static <E extends Comparable<E>> NavigableSet<E> behind(NavigableSet<E> all, Optional<E> after, E lowest) {
        var cursor = after.filter(position -> position.compareTo(lowest) >= 0);
        return all.tailSet(cursor.orElse(lowest), cursor.isEmpty());
    }

    private static <E extends Comparable<E>> NavigableSet<E> before(NavigableSet<E> all, Optional<E> after, E highest) {
        return all.headSet(
                after.filter(position -> position.compareTo(highest) < 0).orElse(highest), false);
    }

    private NavigableSet<Position> in(String index) {
        var entries = indexes.get(index);
        if (entries == null) {
            throw new IllegalStateException(kind.name() + " has no index " + index);
        }
        return entries;
    }
}
