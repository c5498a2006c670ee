package dev.landfall.ecs.taskdefinition;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.util.List;

/**
 * What a family remembers beyond its revisions: numbers are never used twice.
 *
 * @param active how many of its revisions are ACTIVE; a family with none is INACTIVE
 */
public record Family(Realm realm, String name, int lastRevision, int active) {
    /** account, region, ACTIVE or INACTIVE, name. */
    public static final Index<Family> BY_STATUS = new Index<>(
            "status",
            (key, f) -> List.of(
                    Key.of(f.realm().account(), f.realm().region(), f.active() > 0 ? "ACTIVE" : "INACTIVE", f.name())));

    /** account, region, name. */
    public static final Index<Family> ALL = new Index<>("all", (key, f) -> List.of(key));

    public static final Kind<Family> KIND = Kind.of("ecs.family", RecordCodec.of(Family.class), BY_STATUS, ALL);

    public static Key key(Realm realm, String name) {
        return Key.of(realm.account(), realm.region(), name);
    }

    static Family empty(Realm realm, String name) {
        return new Family(realm, name, 0, 0);
    }

    Family registered() {
        return new Family(realm, name, lastRevision + 1, active + 1);
    }

    Family deregistered() {
        return new Family(realm, name, lastRevision, active - 1);
    }
}
