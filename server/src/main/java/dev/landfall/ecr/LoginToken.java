package dev.landfall.ecr;

import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Instant;

/**
 * A login to a registry.
 *
 * @param realm the registry that it opens: an account in a region
 * @param principal who asked for it, and whose permissions it carries
 * @param expiresAt twelve hours after it was made, as on AWS
 */
public record LoginToken(Realm realm, Principal principal, Instant expiresAt) {
    /** The one user name that ECR knows. */
    public static final String USER = "AWS";
}
