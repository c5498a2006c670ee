package dev.landfall.store.sqlite;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a document stands in the indexes of its kind. */
record Entries(Set<Entry> all) {
    private static final char END = '\0'; // no key and no index name holds one

    static final Entries NONE = new Entries(Set.of());

    /** One place in one index. */
    record Entry(String index, String entry) {}

    static <T> Entries of(Kind<T> kind, Key key, T value) {
        var all = new LinkedHashSet<Entry>();
        for (var index : kind.indexes()) {
            index.keys().apply(key, value).forEach(entry -> all.add(new Entry(index.name(), entry.encoded())));
        }
        return new Entries(all);
    }

    static Entries decode(byte[] bytes) {
        var parts = new String(bytes, StandardCharsets.UTF_8).split(String.valueOf(END), -1);
        var all = new LinkedHashSet<Entry>();
        for (var i = 0; i + 1 < parts.length; i += 2) {
            all.add(new Entry(parts[i], parts[i + 1]));
        }
        return new Entries(all);
    }

    byte[] encode() {
        return all.stream()
                .map(entry -> entry.index() + END + entry.entry() + END)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    Set<Entry> without(Entries others) {
        var rest = new LinkedHashSet<>(all);
        rest.removeAll(others.all);
        return rest;
    }
}
