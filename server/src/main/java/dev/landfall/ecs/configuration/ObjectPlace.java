package dev.landfall.ecs.configuration;

import java.util.Optional;

/** An object in a bucket. */
public record ObjectPlace(String bucket, String key) {
    /** Out of {@code arn:aws:s3:::bucket/path/name}; empty when it is none. */
    public static Optional<ObjectPlace> of(String arn) {
        var parts = arn.split(":", SecretReference.ARN_PARTS);
        if (parts.length != SecretReference.ARN_PARTS || !parts[0].equals("arn") || !parts[2].equals("s3")) {
            return Optional.empty();
        }
        var slash = parts[5].indexOf('/');
        return slash < 1 || slash == parts[5].length() - 1
                ? Optional.empty()
                : Optional.of(new ObjectPlace(parts[5].substring(0, slash), parts[5].substring(slash + 1)));
    }

    String arn() {
        return "arn:aws:s3:::" + bucket + "/" + key;
    }
}
