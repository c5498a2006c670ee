package dev.landfall.wire.auth;

import static dev.landfall.wire.auth.Unauthenticated.Reason.EXPIRED;
import static dev.landfall.wire.auth.Unauthenticated.Reason.MISMATCH;
import static dev.landfall.wire.auth.Unauthenticated.Reason.STALE;
import static dev.landfall.wire.auth.Unauthenticated.Reason.UNKNOWN_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.wire.http.HttpRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/** The checks that a signature must pass, each with AWS's words for failing it. */
final class Verification {
    static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final String DIFFERENT = """
            The request signature we calculated does not match the signature you provided. \
            Check your AWS Secret Access Key and signing method. Consult the service documentation for details.""";

    private Verification() {}

    static void requireScope(Signature signature, String signingName) throws Unauthenticated {
        var scope = signature.scope();
        if (!scope.service().equals(signingName)) {
            throw new Unauthenticated(
                    MISMATCH, "Credential should be scoped to correct service: '" + signingName + "'.");
        }
        if (!signature.timestamp().startsWith(scope.date())) {
            throw new Unauthenticated(
                    MISMATCH,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + scope.date() + "' != '" + signature.timestamp().substring(0, 8) + "', from '"
                            + signature.timestamp() + "'.");
        }
    }

    static void requireCurrent(Signature signature, Instant now) throws Unauthenticated {
        var signedAt = signature.signedAt();
        if (signedAt.isAfter(now.plus(SKEW))) {
            throw new Unauthenticated(
                    STALE,
                    "Signature not yet current: " + signature.timestamp() + " is still later than "
                            + SignatureTime.format(now.plus(SKEW)) + " (" + SignatureTime.format(now) + " + 15 min.)");
        }
        var grace = signature.validity().orElse(SKEW);
        if (signedAt.isBefore(now.minus(grace))) {
            throw new Unauthenticated(
                    STALE,
                    "Signature expired: " + signature.timestamp() + " is now earlier than "
                            + SignatureTime.format(now.minus(grace)) + " (" + SignatureTime.format(now) + " - "
                            + (signature.presigned() ? grace.toSeconds() + " sec.)" : "15 min.)"));
        }
    }

    static void requireToken(AccessKey key, Signature signature) throws Unauthenticated {
        var wanted = key.sessionToken();
        if (wanted.isEmpty()) {
            return; // AWS ignores a token beside a user's own key only if it is absent, but clients do send empty ones
        }
        var given = signature.sessionToken().orElse("");
        if (!MessageDigest.isEqual(wanted.get().getBytes(UTF_8), given.getBytes(UTF_8))) {
            throw new Unauthenticated(UNKNOWN_KEY, INVALID_TOKEN);
        }
    }

    static void requireNotExpired(AccessKey key, Instant now) throws Unauthenticated {
        if (key.expiresAt().isPresent() && !now.isBefore(key.expiresAt().get())) {
            throw new Unauthenticated(EXPIRED, "The security token included in the request is expired");
        }
    }

    /** What names the service, and every header of AWS's, must be covered, or a thief could change it. */
    static void requireSignedHeaders(HttpRequest request, Signature signature) throws Unauthenticated {
        var signed = signature.signedHeaders();
        if (!signed.contains("host") && !signed.contains(":authority")) {
            throw new Unauthenticated(
                    MISMATCH, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (var name : request.headerNames()) {
            if (name.startsWith("x-amz-") && !signed.contains(name)) {
                throw new Unauthenticated(
                        MISMATCH, "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    /** Where the client says what its body hashes to, that must be true. AWS's APIs take no unsigned bodies. */
    static void requirePayload(HttpRequest request, String payloadHash) throws Unauthenticated {
        var claimed = request.header("x-amz-content-sha256");
        if (claimed.isPresent() && !claimed.get().equals(payloadHash)) {
            throw new Unauthenticated(MISMATCH, DIFFERENT);
        }
    }

    static void requireSame(String calculated, String given) throws Unauthenticated {
        if (!MessageDigest.isEqual(calculated.getBytes(UTF_8), given.getBytes(UTF_8))) {
            throw new Unauthenticated(MISMATCH, DIFFERENT);
        }
    }
}
