package dev.landfall.secrets;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A secret without its values.
 *
 * @param arn ends in six random characters, so that a secret made anew under the name is another for policies
 * @param versions when each was made, by id
 * @param stages which version each staging label is on
 * @param deletedAt when its deletion was asked for; until then it is in use
 * @param endsAt when it goes for good; told with deletedAt
 * @param policy its resource policy
 */
record Secret(
        String name,
        String arn,
        Optional<String> description,
        Instant createdAt,
        Instant changedAt,
        Optional<Instant> deletedAt,
        Optional<Instant> endsAt,
        Map<String, Instant> versions,
        Map<String, String> stages,
        Map<String, String> tags,
        Optional<String> policy) {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /** The one key there is, which AWS gives every account. */
    static final String KEY_ID = "alias/aws/secretsmanager";

    static final Index<Secret> ALL =
            new Index<>("realm", (key, secret) -> List.of(Key.of(key.segment(0), key.segment(1))));

    /** Those on their way out, wherever they are. */
    static final Index<Secret> ENDING =
            new Index<>("ending", (key, secret) -> secret.endsAt().isPresent() ? List.of(Key.of("ending")) : List.of());

    /** By account, region, name. */
    static final Kind<Secret> KIND = Kind.of("secrets.secret", RecordCodec.of(Secret.class), ALL, ENDING);

    Secret {
        versions = Map.copyOf(versions);
        stages = Map.copyOf(stages);
        tags = Map.copyOf(tags);
    }

    static Key key(Realm realm, String name) {
        return Key.of(realm.account(), realm.region(), name);
    }

    boolean isDeleted() {
        return deletedAt.isPresent();
    }

    List<String> stagesOf(String version) {
        return stages.entrySet().stream()
                .filter(stage -> stage.getValue().equals(version))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Only versions that a label is on; the others are deprecated. */
    Map<String, List<String>> staged() {
        var all = new TreeMap<String, List<String>>();
        stages.values().forEach(version -> all.put(version, stagesOf(version)));
        return all;
    }

    /** A label moved. The version that was current before becomes the previous one. */
    Secret staged(String stage, String version) {
        var moved = new HashMap<>(stages);
        var before = moved.put(stage, version);
        if (stage.equals(CURRENT) && before != null && !before.equals(version)) {
            moved.put(PREVIOUS, before);
        }
        return with(changedAt, versions, moved);
    }

    Secret unstaged(String stage) {
        var rest = new HashMap<>(stages);
        rest.remove(stage);
        return with(changedAt, versions, rest);
    }

    Secret withVersion(String id, Instant at) {
        var more = new HashMap<>(versions);
        more.put(id, at);
        return with(changedAt, more, stages);
    }

    Secret withoutVersion(String id) {
        var rest = new HashMap<>(versions);
        rest.remove(id);
        return with(changedAt, rest, stages);
    }

    Secret changed(Instant at) {
        return with(at, versions, stages);
    }

    private Secret with(Instant at, Map<String, Instant> allVersions, Map<String, String> allStages) {
        return new Secret(
                name, arn, description, createdAt, at, deletedAt, endsAt, allVersions, allStages, tags, policy);
    }

    Secret withDescription(String text) {
        return new Secret(
                name, arn, Optional.of(text), createdAt, changedAt, deletedAt, endsAt, versions, stages, tags, policy);
    }

    Secret withTags(Map<String, String> all) {
        return new Secret(
                name, arn, description, createdAt, changedAt, deletedAt, endsAt, versions, stages, all, policy);
    }

    Secret withDeletion(Optional<Instant> asked, Optional<Instant> ends) {
        return new Secret(name, arn, description, createdAt, changedAt, asked, ends, versions, stages, tags, policy);
    }

    Secret withPolicy(Optional<String> document) {
        return new Secret(
                name, arn, description, createdAt, changedAt, deletedAt, endsAt, versions, stages, tags, document);
    }
}
