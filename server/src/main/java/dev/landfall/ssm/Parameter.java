package dev.landfall.ssm;

import dev.landfall.contract.ssm.ParameterTier;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Map;

/**
 * A parameter: what is true of all its versions.
 *
 * @param oldest the first version that is still kept
 * @param latest the version that a name alone means
 * @param labels which version each label is on
 */
record Parameter(
        String name, long oldest, long latest, ParameterTier tier, Map<String, Long> labels, Map<String, String> tags) {
    static final Index<Parameter> BY_TIER = new Index<>(
            "tier",
            (key, parameter) -> List.of(
                    Key.of(key.segment(0), key.segment(1), parameter.tier().value())));

    /** By account, region, name. */
    static final Kind<Parameter> KIND = Kind.of("ssm.parameter", RecordCodec.of(Parameter.class), BY_TIER);

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
        return new Parameter(name, from, to, newTier, labels, tags);
    }

    Parameter withLabels(Map<String, Long> all) {
        return new Parameter(name, oldest, latest, tier, all, tags);
    }

    Parameter withTags(Map<String, String> all) {
        return new Parameter(name, oldest, latest, tier, labels, all);
    }
}
