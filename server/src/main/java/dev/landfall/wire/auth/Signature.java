package dev.landfall.wire.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a request says about its own signature, well formed but not yet believed.
 *
 * @param signedAt the time it claims, which is part of what is signed
 * @param timestamp the same as it was written
 * @param signedHeaders in lower case and in order
 * @param hex the signature itself
 * @param sessionToken sent with temporary credentials
 * @param validity how long a presigned request may be used; absent when the signature is in the headers
 */
public record Signature(
        String accessKeyId,
        Scope scope,
        Instant signedAt,
        String timestamp,
        List<String> signedHeaders,
        String hex,
        Optional<String> sessionToken,
        Optional<Duration> validity) {
    public static final String ALGORITHM = "AWS4-HMAC-SHA256";

    public boolean presigned() {
        return validity.isPresent();
    }
}
