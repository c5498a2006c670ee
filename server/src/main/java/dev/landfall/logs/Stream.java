package dev.landfall.logs;

import dev.landfall.logs.storage.StreamRef;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.time.Instant;

/**
 * A log stream.
 *
 * @param id its name in event storage, never used twice
 */
record Stream(String id, String name, Instant createdAt) {
    /** By account, region, the group's id, name. */
    static final Kind<Stream> KIND = Kind.of("logs.stream", RecordCodec.of(Stream.class));

    static Key under(Realm realm, Group group) {
        return Key.of(realm.account(), realm.region(), group.id());
    }

    static Key key(Realm realm, Group group, String name) {
        return under(realm, group).with(name);
    }

    StreamRef ref() {
        return new StreamRef(id, name);
    }
}
