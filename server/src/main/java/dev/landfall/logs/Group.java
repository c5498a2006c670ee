package dev.landfall.logs;

import dev.landfall.contract.logs.LogGroupClass;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A log group.
 *
 * @param id its name in event storage, never used twice
 * @param retentionInDays events live so long; without it, for ever
 */
record Group(
        String id,
        String name,
        Instant createdAt,
        LogGroupClass logGroupClass,
        Optional<Integer> retentionInDays,
        boolean deletionProtected,
        Map<String, String> tags) {
    /** By account, region, name. */
    static final Kind<Group> KIND = Kind.of("logs.group", RecordCodec.of(Group.class));

    Group {
        tags = Map.copyOf(tags);
    }

    static Key key(Realm realm, String name) {
        return Key.of(realm.account(), realm.region(), name);
    }

    static String arn(Realm realm, String name) {
        return realm.arn("logs", "log-group:" + name);
    }

    /** Events before this moment are gone, also where the sweep has not come by. */
    Instant keptSince(Instant now) {
        return retentionInDays.map(days -> now.minus(Duration.ofDays(days))).orElse(Instant.EPOCH);
    }

    Group withRetention(Optional<Integer> days) {
        return new Group(id, name, createdAt, logGroupClass, days, deletionProtected, tags);
    }

    Group withDeletionProtected(boolean is) {
        return new Group(id, name, createdAt, logGroupClass, retentionInDays, is, tags);
    }

    Group withTags(Map<String, String> all) {
        return new Group(id, name, createdAt, logGroupClass, retentionInDays, deletionProtected, all);
    }
}
