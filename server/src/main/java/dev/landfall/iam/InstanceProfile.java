package dev.landfall.iam;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instance profile. @param role the name of the one role that it may hold */
record InstanceProfile(
        String account,
        String name,
        String path,
        String id,
        Instant createdAt,
        Optional<String> role,
        Map<String, String> tags) {
    /** By account, name in small letters. */
    static final Kind<InstanceProfile> KIND = Kind.of("iam.instance-profile", RecordCodec.of(InstanceProfile.class));

    InstanceProfile {
        tags = Map.copyOf(tags);
    }

    Key key() {
        return Key.of(account, Identity.fold(name));
    }

    static InstanceProfile get(Reader reader, String account, String name) {
        return reader.get(KIND, Key.of(account, Identity.fold(name)))
                .orElseThrow(() -> IamFaults.profileNotFound(name));
    }

    static List<InstanceProfile> all(Reader reader, String account) {
        return reader.list(KIND, Scan.under(account)).stream()
                .map(Document::value)
                .toList();
    }

    static List<InstanceProfile> of(Reader reader, Identity role) {
        return all(reader, role.account()).stream()
                .filter(profile ->
                        profile.role().filter(role.name()::equalsIgnoreCase).isPresent())
                .toList();
    }

    InstanceProfile withRole(Optional<String> other) {
        return new InstanceProfile(account, name, path, id, createdAt, other, tags);
    }

    dev.landfall.contract.iam.InstanceProfile shape(Reader reader) {
        var roles = role.flatMap(roleName -> Identities.find(reader, account, IdentityType.ROLE, roleName)).stream()
                .map(Shapes::listedRole)
                .toList();
        return dev.landfall.contract.iam.InstanceProfile.builder()
                .path(path)
                .instanceProfileName(name)
                .instanceProfileId(id)
                .arn("arn:aws:iam::" + account + ":instance-profile" + path + name)
                .createDate(createdAt)
                .roles(roles)
                .tags(tags.isEmpty() ? null : Tags.listed(tags))
                .build();
    }
}
