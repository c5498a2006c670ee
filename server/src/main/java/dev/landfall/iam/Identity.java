package dev.landfall.iam;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A role, a user or a group.
 *
 * @param path begins and ends with a slash
 * @param id unique for ever, such as {@code AROA…}
 * @param attached ARNs of managed policies, in the order of attaching
 * @param inline documents of inline policies by name
 * @param boundary ARN of the policy beyond which nothing is allowed
 */
record Identity(
        String account,
        String name,
        String path,
        String id,
        Instant createdAt,
        Map<String, String> tags,
        List<String> attached,
        Map<String, String> inline,
        Optional<String> boundary,
        Details details) {
    static final Index<Identity> BY_POLICY = new Index<>(
            "policy",
            (key, identity) -> identity.attached().stream()
                    .map(arn -> Key.of(identity.account(), arn, key.segment(1), key.segment(2)))
                    .toList());
    static final Index<Identity> BY_GROUP = new Index<>(
            "group",
            (key, identity) -> identity.details() instanceof User user
                    ? user.groups().stream()
                            .map(group -> Key.of(identity.account(), fold(group), key.segment(2)))
                            .toList()
                    : List.of());

    /** By account, type, name in small letters: names are unique in any case. */
    static final Kind<Identity> KIND = Kind.of("iam.identity", RecordCodec.of(Identity.class), BY_POLICY, BY_GROUP);

    /** What only one type has. */
    sealed interface Details {}

    record Role(String trustPolicy, Optional<String> description, int maxSessionSeconds) implements Details {}

    /** @param groups names of those it belongs to */
    record User(Set<String> groups) implements Details {
        User {
            groups = Set.copyOf(groups);
        }
    }

    record Group() implements Details {}

    Identity {
        tags = Map.copyOf(tags);
        attached = List.copyOf(attached);
        inline = Map.copyOf(inline);
    }

    static Identity create(
            String account,
            String name,
            String path,
            String id,
            Instant now,
            Map<String, String> tags,
            Details details) {
        var createdAt = now.truncatedTo(ChronoUnit.SECONDS); // finer is nothing in IAM
        return new Identity(account, name, path, id, createdAt, tags, List.of(), Map.of(), Optional.empty(), details);
    }

    static Key key(String account, IdentityType type, String name) {
        return Key.of(account, type.noun(), fold(name));
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    IdentityType type() {
        return switch (details) {
            case Role role -> IdentityType.ROLE;
            case User user -> IdentityType.USER;
            case Group group -> IdentityType.GROUP;
        };
    }

    Key key() {
        return key(account, type(), name);
    }

    String arn() {
        return "arn:aws:iam::" + account + ":" + type().noun() + path + name;
    }

    Role role() {
        return (Role) details;
    }

    User user() {
        return (User) details;
    }

    Identity withName(String otherName, String otherPath) {
        return new Identity(account, otherName, otherPath, id, createdAt, tags, attached, inline, boundary, details);
    }

    Identity withDetails(Details other) {
        return new Identity(account, name, path, id, createdAt, tags, attached, inline, boundary, other);
    }

    Identity withTags(Map<String, String> all) {
        return new Identity(account, name, path, id, createdAt, all, attached, inline, boundary, details);
    }

    Identity withAttached(List<String> arns) {
        return new Identity(account, name, path, id, createdAt, tags, arns, inline, boundary, details);
    }

    Identity withBoundary(Optional<String> arn) {
        return new Identity(account, name, path, id, createdAt, tags, attached, inline, arn, details);
    }

    Identity withInline(String policy, Optional<String> document) {
        var all = new LinkedHashMap<>(inline);
        document.ifPresentOrElse(text -> all.put(policy, text), () -> all.remove(policy));
        return new Identity(account, name, path, id, createdAt, tags, attached, all, boundary, details);
    }
}
