package dev.landfall.store.memory;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Everything stored. A kind's table is made from its bodies when the kind is first met. */
final class Tables {
    private final Map<String, Table<?>> tables = new HashMap<>();
    private final Map<String, NavigableMap<Key, Committed.Body>> unmet;
    private long sequence;

    Tables(Committed state) {
        sequence = state.sequence();
        unmet = new HashMap<>(state.kinds());
    }

    long nextVersion() {
        return ++sequence;
    }

    @SuppressWarnings("unchecked") // a name stands for one kind, which is checked
    <T> Table<T> of(Kind<T> kind) {
        var table = tables.get(kind.name());
        if (table == null) {
            table = new Table<>(kind, unmet.getOrDefault(kind.name(), new TreeMap<>()));
            tables.put(kind.name(), table);
            unmet.remove(kind.name());
        }
        requireSame(table.kind(), kind);
        return (Table<T>) table;
    }

    private static void requireSame(Kind<?> known, Kind<?> given) {
        var names = known.indexes().stream().map(Index::name).toList();
        if (!names.equals(given.indexes().stream().map(Index::name).toList())) {
            throw new IllegalStateException("Two kinds called " + given.name() + " differ in their indexes");
        }
    }

    Committed committed() {
        var kinds = new HashMap<>(unmet);
        tables.forEach((name, table) -> kinds.put(name, bodies(table)));
        return new Committed(sequence, kinds);
    }

    private static NavigableMap<Key, Committed.Body> bodies(Table<?> table) {
        var bodies = new TreeMap<Key, Committed.Body>();
        table.rows().forEach((key, row) -> bodies.put(key, row.body()));
        return bodies;
    }
}
