package dev.landfall.network;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of whatever has an EC2 id, kept apart from it: a default subnet can be tagged though it is written nowhere. */
public final class ResourceTags {
    public static final Kind<Tagged> KIND = Kind.of("network.tags", RecordCodec.of(Tagged.class));

    private ResourceTags() {}

    /** What a resource is tagged with. */
    public record Tagged(Map<String, String> tags) {
        public Tagged {
            tags = Map.copyOf(tags);
        }
    }

    public static SortedMap<String, String> of(Reader reader, Realm realm, String resourceId) {
        return new TreeMap<>(
                reader.get(KIND, key(realm, resourceId)).map(Tagged::tags).orElse(Map.of()));
    }

    /** All tagged resources of a realm, by id. */
    public static SortedMap<String, Map<String, String>> all(Reader reader, Realm realm) {
        var all = new TreeMap<String, Map<String, String>>();
        for (var document : reader.list(KIND, Scan.under(realm.account(), realm.region()))) {
            all.put(document.key().last(), document.value().tags());
        }
        return all;
    }

    public static void put(Transaction tx, Realm realm, String resourceId, Map<String, String> tags) {
        if (tags.isEmpty()) {
            delete(tx, realm, resourceId);
        } else {
            tx.put(KIND, key(realm, resourceId), new Tagged(tags));
        }
    }

    public static void delete(Transaction tx, Realm realm, String resourceId) {
        tx.delete(KIND, key(realm, resourceId));
    }

    private static Key key(Realm realm, String resourceId) {
        return Key.of(realm.account(), realm.region(), resourceId);
    }
}
