package dev.landfall.ssm;

import dev.landfall.contract.ssm.ParameterTier;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parameter: what is true of all its versions.
 *
 * @param oldest the first version that is still kept
 * @param latest the version that a name alone means
 * @param labels which version each label is on
 * @param expiration the policy that ends it
 */
record Parameter(
        String name,
        long oldest,
        long latest,
        ParameterTier tier,
        Map<String, Long> labels,
        Map<String, String> tags,
        Optional<Expiration> expiration) {
    static final Index<Parameter> BY_TIER = new Index<>(
            "tier",
            (key, parameter) -> List.of(
                    Key.of(key.segment(0), key.segment(1), parameter.tier().value())));

    /** Those that a policy ends, wherever they are. */
    static final Index<Parameter> EXPIRING = new Index<>(
            "expiring",
            (key, parameter) -> parameter.expiration().isPresent() ? List.of(Key.of("expiring")) : List.of());

    /** By account, region, name. */
    static final Kind<Parameter> KIND = Kind.of("ssm.parameter", RecordCodec.of(Parameter.class), BY_TIER, EXPIRING);

    Parameter {
        labels = Map.copyOf(labels);
        tags = Map.copyOf(tags);
    }

    static Key key(Realm realm, String name) {
        return Key.of(realm.account(), realm.region(), name);
    }

    /** As on AWS a leading slash is not told twice. */
    static String arn(Realm realm, String name) {
        return realm.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name);
    }

    List<String> labelsOf(long version) {
        return labels.entrySet().stream()
                .filter(label -> label.getValue() == version)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    Parameter withVersions(long from, long to, ParameterTier newTier) {
        return new Parameter(name, from, to, newTier, labels, tags, expiration);
    }

    Parameter withLabels(Map<String, Long> all) {
        return new Parameter(name, oldest, latest, tier, all, tags, expiration);
    }

    Parameter withTags(Map<String, String> all) {
        return new Parameter(name, oldest, latest, tier, labels, all, expiration);
    }

    Parameter withExpiration(Optional<Expiration> policy) {
        return new Parameter(name, oldest, latest, tier, labels, tags, policy);
    }

    boolean isOver(Instant now) {
        return expiration.filter(policy -> !policy.at().isAfter(now)).isPresent();
    }
}
