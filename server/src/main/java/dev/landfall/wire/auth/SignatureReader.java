package dev.landfall.wire.auth;

import static dev.landfall.wire.auth.Unauthenticated.Reason.INCOMPLETE;
import static dev.landfall.wire.auth.Unauthenticated.Reason.MISSING;

import dev.landfall.wire.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the signature of a request: in its Authorization header, or in the query of a presigned one. */
final class SignatureReader {
    private static final long LONGEST_VALIDITY_SECONDS = 604_800; // a week, as AWS has it

    private SignatureReader() {}

    static Signature read(HttpRequest request) throws Unauthenticated {
        var header = request.header("authorization");
        if (header.isPresent()) {
            return fromHeader(request, header.get());
        }
        if (!request.rawQuery().isEmpty()
                && request.parameter("X-Amz-Algorithm").isPresent()) {
            return fromQuery(request);
        }
        throw new Unauthenticated(MISSING, "Request is missing Authentication Token");
    }

    private static Signature fromHeader(HttpRequest request, String header) throws Unauthenticated {
        var space = header.indexOf(' ');
        var algorithm = space < 0 ? header : header.substring(0, space);
        requireAlgorithm(algorithm);
        var parts = parts(header.substring(algorithm.length()));
        for (var part : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parts.getOrDefault(part, "").isEmpty()) {
                throw incomplete("Authorization header requires '" + part + "' parameter. Authorization="
                        + algorithm); // the rest may hold what should not be repeated
            }
        }
        var time = SignatureTime.of(request);
        return signature(
                parts.getOrDefault("Credential", ""),
                time,
                parts.getOrDefault("SignedHeaders", ""),
                parts.getOrDefault("Signature", ""),
                request.header("x-amz-security-token"),
                Optional.empty());
    }

    private static Signature fromQuery(HttpRequest request) throws Unauthenticated {
        requireAlgorithm(parameter(request, "X-Amz-Algorithm"));
        return signature(
                parameter(request, "X-Amz-Credential"),
                SignatureTime.parse(parameter(request, "X-Amz-Date")),
                parameter(request, "X-Amz-SignedHeaders"),
                parameter(request, "X-Amz-Signature"),
                request.parameter("X-Amz-Security-Token"),
                Optional.of(validity(parameter(request, "X-Amz-Expires"))));
    }

    private static Signature signature(
            String credential,
            SignatureTime time,
            String signedHeaders,
            String hex,
            Optional<String> token,
            Optional<Duration> validity)
            throws Unauthenticated {
        var parts = credential.split("/", -1);
        if (parts.length != 5 || !parts[4].equals(Scope.TERMINATOR)) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements, e.g. "
                    + "keyid/date/region/service/term, got '" + credential + "'");
        }
        if (!isName(parts[0], 128) || !isName(parts[1], 8) || !isName(parts[2], 64) || !isName(parts[3], 64)) {
            throw incomplete("Credential holds an element that is empty, too long or not a name");
        }
        return new Signature(
                parts[0],
                new Scope(parts[1], parts[2], parts[3]),
                time.at(),
                time.text(),
                List.of(signedHeaders.split(";")),
                hex,
                token,
                validity);
    }

    private static Map<String, String> parts(String text) {
        var parts = new HashMap<String, String>();
        for (var part : text.split(",")) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).trim(),
                        part.substring(equals + 1).trim());
            }
        }
        return parts;
    }

    private static void requireAlgorithm(String algorithm) throws Unauthenticated {
        if (!algorithm.equals(Signature.ALGORITHM)) {
            throw incomplete("Unsupported AWS 'algorithm': '" + shortened(algorithm) + "'. Landfall verifies "
                    + Signature.ALGORITHM + ".");
        }
    }

    private static String parameter(HttpRequest request, String name) throws Unauthenticated {
        var value = request.parameter(name);
        if (value.isEmpty()) {
            throw incomplete("AWS query-string parameters must include '" + name + "'.");
        }
        return value.get();
    }

    private static Duration validity(String seconds) throws Unauthenticated {
        try {
            var parsed = Long.parseLong(seconds);
            if (parsed >= 0 && parsed <= LONGEST_VALIDITY_SECONDS) {
                return Duration.ofSeconds(parsed);
            }
        } catch (NumberFormatException notANumber) {
            // answered as one out of range
        }
        throw incomplete("X-Amz-Expires must be a number of seconds between 0 and " + LONGEST_VALIDITY_SECONDS + ".");
    }

    /** Letters, digits and what regions and key ids are joined with: safe in keys and ARNs. */
    private static boolean isName(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && text.chars().allMatch(c -> c == '-' || c == '_' || c == '.' || isAlphanumeric(c));
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    static Unauthenticated incomplete(String text) {
        return new Unauthenticated(INCOMPLETE, text);
    }
}
