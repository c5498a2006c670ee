package dev.landfall.ecs;

import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what callers may give for a resource: its short name or its ARN. */
public final class Names {
    public static final String DEFAULT_CLUSTER = "default";
    private static final Pattern CLUSTER = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final String ARN = "arn:aws:ecs:";

    private Names() {}

    /** A cluster's name out of a name, an ARN, or nothing (the default cluster). */
    public static String cluster(Realm realm, @Nullable String nameOrArn) {
        if (nameOrArn == null || nameOrArn.isEmpty()) {
            return DEFAULT_CLUSTER;
        }
        if (!nameOrArn.startsWith("arn:")) {
            return checkedCluster(nameOrArn);
        }
        return resource(realm, nameOrArn, "cluster")
                .map(Names::checkedCluster)
                .orElseThrow(() -> EcsFaults.invalidParameter("Invalid identifier: Identifier is for " + nameOrArn
                        + ". Your accountId is " + realm.account()));
    }

    /** What stands behind {@code arn:aws:ecs:REGION:ACCOUNT:TYPE/}; empty for another realm or type. */
    public static Optional<String> resource(Realm realm, String arn, String type) {
        var prefix = ARN + realm.region() + ":" + realm.account() + ":" + type + "/";
        return arn.startsWith(prefix) ? Optional.of(arn.substring(prefix.length())) : Optional.empty();
    }

    public static String checkedCluster(String name) {
        if (!CLUSTER.matcher(name).matches()) {
            throw EcsFaults.invalidParameter("Invalid cluster name '" + shortened(name)
                    + "'. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.");
        }
        return name;
    }

    /** What a caller sent, short enough for a message. */
    public static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
