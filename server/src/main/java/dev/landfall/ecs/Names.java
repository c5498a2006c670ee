package dev.landfall.ecs;

import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what callers may give for a resource: its short name or its ARN. */
public final class Names {
    public static final String DEFAULT_CLUSTER = "default";
    private static final Pattern CLUSTER = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
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

    /**
     * The id in a reference to something in a cluster; empty for one of another cluster. A short ARN has no cluster in it.
     *
     * @param type as ARNs have it, such as {@code task}
     * @param member what AWS calls the id in its messages, such as {@code taskId}
     */
    public static Optional<String> idIn(Realm realm, String cluster, String idOrArn, String type, String member) {
        var id = idOrArn;
        if (idOrArn.startsWith("arn:")) {
            var path = resource(realm, idOrArn, type)
                    .orElseThrow(() -> EcsFaults.invalidParameter("Invalid identifier: Identifier is for "
                            + shortened(idOrArn) + ". Your accountId is " + realm.account()));
            var slash = path.indexOf('/');
            if (slash >= 0 && !path.substring(0, slash).equals(cluster)) {
                return Optional.empty();
            }
            id = path.substring(slash + 1);
        }
        if (!ID.matcher(id).matches()) {
            throw EcsFaults.invalidParameter(
                    idOrArn.startsWith("arn:")
                            ? "Invalid identifier: " + shortened(idOrArn)
                            : member + " length should be one of [32,36]");
        }
        return Optional.of(id);
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
