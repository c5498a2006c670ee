package dev.landfall.iam;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A managed policy, a customer's or AWS's own.
 *
 * @param account {@code aws} for those of AWS
 * @param versions oldest first
 * @param lastVersion the number last given; numbers are not used twice
 */
record ManagedPolicy(
        String account,
        String name,
        String path,
        String id,
        Instant createdAt,
        Instant updatedAt,
        Optional<String> description,
        Map<String, String> tags,
        List<Version> versions,
        String defaultVersion,
        int lastVersion) {
    /** By account, name in small letters: a name is unique whatever its path. */
    static final Kind<ManagedPolicy> KIND = Kind.of("iam.policy", RecordCodec.of(ManagedPolicy.class));

    record Version(String id, String document, Instant createdAt) {}

    ManagedPolicy {
        tags = Map.copyOf(tags);
        versions = List.copyOf(versions);
    }

    static Key key(String account, String name) {
        return Key.of(account, Identity.fold(name));
    }

    Key key() {
        return key(account, name);
    }

    String arn() {
        return "arn:aws:iam::" + account + ":policy" + path + name;
    }

    /** Found by its ARN, as an account sees it: its own and AWS's. */
    static Optional<ManagedPolicy> find(Reader reader, String account, String arn) {
        if (arn.startsWith(AwsPolicies.ARN_PREFIX)) {
            return AwsPolicies.find(arn);
        }
        var name = arn.substring(arn.lastIndexOf('/') + 1);
        return reader.get(KIND, key(account, name))
                .filter(policy -> policy.arn().equals(arn));
    }

    static List<ManagedPolicy> all(Reader reader, String account) {
        return reader.list(KIND, Scan.under(account)).stream()
                .map(Document::value)
                .toList();
    }

    Optional<Version> version(String wanted) {
        return versions.stream().filter(version -> version.id().equals(wanted)).findFirst();
    }

    /** What it says now. */
    String document() {
        return version(defaultVersion).orElseThrow().document();
    }

    ManagedPolicy withVersion(String document, boolean asDefault, Instant now) {
        var added = new Version("v" + (lastVersion + 1), document, now);
        var all = new ArrayList<>(versions);
        all.add(added);
        return new ManagedPolicy(
                account,
                name,
                path,
                id,
                createdAt,
                now,
                description,
                tags,
                all,
                asDefault ? added.id() : defaultVersion,
                lastVersion + 1);
    }

    ManagedPolicy withoutVersion(String gone) {
        var rest =
                versions.stream().filter(version -> !version.id().equals(gone)).toList();
        return new ManagedPolicy(
                account, name, path, id, createdAt, updatedAt, description, tags, rest, defaultVersion, lastVersion);
    }

    ManagedPolicy withDefault(String version, Instant now) {
        return new ManagedPolicy(
                account, name, path, id, createdAt, now, description, tags, versions, version, lastVersion);
    }

    ManagedPolicy withTags(Map<String, String> all) {
        return new ManagedPolicy(
                account, name, path, id, createdAt, updatedAt, description, all, versions, defaultVersion, lastVersion);
    }
}
