package dev.landfall;

import dev.landfall.s3.EndpointBuckets.Keys;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the process's environment says to sign for an S3-compatible endpoint: in variables of Landfall's own, or else in
 * those that every AWS tool reads.
 */
record S3Environment(Optional<Keys> keys, String region) {
    static S3Environment of(Map<String, String> variables) {
        var id = first(variables, "ACCESS_KEY_ID");
        var secret = first(variables, "SECRET_ACCESS_KEY");
        var keys = id.flatMap(key -> secret.map(s -> new Keys(key, s, first(variables, "SESSION_TOKEN"))));
        return new S3Environment(
                keys,
                first(variables, "REGION")
                        .or(() -> Optional.ofNullable(variables.get("AWS_DEFAULT_REGION")))
                        .orElse("us-east-1"));
    }

    private static Optional<String> first(Map<String, String> variables, String name) {
        return Stream.of("LANDFALL_S3_", "AWS_")
                .flatMap(prefix -> Stream.ofNullable(variables.get(prefix + name)))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
