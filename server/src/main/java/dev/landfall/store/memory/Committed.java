package dev.landfall.store.memory;

import dev.landfall.store.Key;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All that a store holds at one moment: what a new one may be opened on, as if after a crash.
 *
 * @param sequence the last version given out
 * @param kinds documents by the name of their kind
 */
public record Committed(long sequence, Map<String, NavigableMap<Key, Body>> kinds) {
    public static final Committed NOTHING = new Committed(0, Map.of());

    /** A document as written down. */
    public record Body(long version, byte[] bytes) {}

    public Committed {
        var copy = new TreeMap<String, NavigableMap<Key, Body>>();
        kinds.forEach(
                (name, documents) -> copy.put(name, Collections.unmodifiableNavigableMap(new TreeMap<>(documents))));
        kinds = Collections.unmodifiableMap(copy);
    }
}
