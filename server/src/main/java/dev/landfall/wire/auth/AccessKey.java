package dev.landfall.wire.auth;

import dev.landfall.wire.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that signs requests.
 *
 * @param principal who is meant by it
 * @param sessionToken what temporary credentials must present beside the signature
 * @param expiresAt when temporary credentials end
 */
public record AccessKey(
        String id, String secret, Principal principal, Optional<String> sessionToken, Optional<Instant> expiresAt) {
    @Override
    public String toString() {
        return "AccessKey[" + id + "]"; // secrets stay out of logs
    }
}
