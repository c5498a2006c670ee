package dev.landfall.wire.auth;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The asking side of Signature Version 4: what a client of ours writes on its requests.
 *
 * @param service the signing name of the service
 */
public record Signer(String accessKeyId, String secretAccessKey, String region, String service) {
    /**
     * The headers that a request needs, the given ones among them, all of them signed.
     *
     * @param uri its path and query as they will be sent, already in canonical form
     * @param headers beside those of the signature itself, without Host
     */
    public Map<String, String> sign(String method, URI uri, Map<String, String> headers, byte[] body, Instant now) {
        var timestamp = SignatureTime.format(now);
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put("x-amz-date", timestamp);
        var signed = new TreeMap<String, String>();
        all.forEach((name, value) -> signed.put(name.toLowerCase(java.util.Locale.ROOT), value.strip()));
        signed.put("host", uri.getRawAuthority());
        var scope = new Scope(timestamp.substring(0, 8), region, service);
        var signature = new Signature(
                accessKeyId,
                scope,
                now,
                timestamp,
                java.util.List.copyOf(signed.keySet()),
                "",
                Optional.empty(),
                Optional.empty());
        var hex = new SigningKeys().sign(secretAccessKey, signature, canonical(method, uri, signed, body));
        var out = new LinkedHashMap<>(all);
        out.put(
                "Authorization",
                Signature.ALGORITHM + " Credential=" + accessKeyId + "/" + scope + ", SignedHeaders="
                        + String.join(";", signed.keySet()) + ", Signature=" + hex);
        return out;
    }

    private static String canonical(String method, URI uri, Map<String, String> headers, byte[] body) {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        var lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        return method + "\n" + path + "\n" + query + "\n" + lines + "\n" + String.join(";", headers.keySet()) + "\n"
                + SigningKeys.sha256(body);
    }

    @Override
    public String toString() {
        return "Signer[" + accessKeyId + ", " + region + ", " + service + "]";
    }
}
