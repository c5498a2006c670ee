package dev.landfall.ecr.repository;

import dev.landfall.store.Key;
import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which repository: its registry and its name. */
public record RepositoryKey(Realm realm, RepositoryName name) {
    private static final Pattern ARN = Pattern.compile("arn:aws:ecr:([a-z0-9-]+):(\\d{12}):repository/(.+)");

    /** Reads an ARN; empty when it is not one of a repository. */
    public static Optional<RepositoryKey> parse(String arn) {
        var parts = ARN.matcher(arn);
        return parts.matches()
                ? RepositoryName.parse(parts.group(3))
                        .map(name -> new RepositoryKey(new Realm(parts.group(2), parts.group(1)), name))
                : Optional.empty();
    }

    /** {@code arn:aws:ecr:<region>:<account>:repository/<name>}. */
    public String arn() {
        return realm.arn("ecr", "repository/" + name);
    }

    /** Where its document is; what belongs to it stands below. */
    public Key key() {
        return Key.of(realm.account(), realm.region(), name.value());
    }

    Key key(Object part) {
        return key().with(part.toString());
    }

    static RepositoryKey of(Key key) {
        return new RepositoryKey(new Realm(key.segment(0), key.segment(1)), new RepositoryName(key.segment(2)));
    }
}
