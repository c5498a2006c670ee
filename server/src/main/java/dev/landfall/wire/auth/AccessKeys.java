package dev.landfall.wire.auth;

import java.util.Optional;

/** The access keys that exist: users' own and the temporary ones of role sessions. IAM and STS know them. */
@FunctionalInterface
public interface AccessKeys {
    AccessKeys NONE = accessKeyId -> Optional.empty();

    /** An active key; also an expired temporary one, whose owner is told so. */
    Optional<AccessKey> find(String accessKeyId);
}
