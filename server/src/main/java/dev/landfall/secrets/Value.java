package dev.landfall.secrets;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;

/**
 * What a version of a secret says.
 *
 * @param sealed encrypted
 * @param binary whether it was given as bytes and not as text
 */
record Value(byte[] sealed, boolean binary) {
    /** By account, region, name, version id. */
    static final Kind<Value> KIND = Kind.of("secrets.value", RecordCodec.of(Value.class));

    static Key key(Realm realm, String name, String version) {
        return Secret.key(realm, name).with(version);
    }
}
