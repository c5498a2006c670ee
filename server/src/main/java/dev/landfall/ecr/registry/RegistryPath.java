package dev.landfall.ecr.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a path below {@code /v2/} means. Repository names have slashes of their own, and may have parts called
 * {@code blobs} or {@code manifests}, so a path is read from its end.
 */
sealed interface RegistryPath {
    /** The question whether this is a registry, and whether the login is good. */
    record Base() implements RegistryPath {}

    record Catalog() implements RegistryPath {}

    record Tags(String name) implements RegistryPath {}

    /** A tag or digest, not checked yet. */
    record Manifest(String name, String reference) implements RegistryPath {}

    record Blob(String name, String digest) implements RegistryPath {}

    record Uploads(String name) implements RegistryPath {}

    record Upload(String name, String id) implements RegistryPath {}

    record Referrers(String name, String digest) implements RegistryPath {}

    Pattern UPLOADS = Pattern.compile("(.+)/blobs/uploads/?");
    Pattern UPLOAD = Pattern.compile("(.+)/blobs/uploads/([^/]+)");
    Pattern BLOB = Pattern.compile("(.+)/blobs/([^/]+)");
    Pattern MANIFEST = Pattern.compile("(.+)/manifests/([^/]+)");
    Pattern REFERRERS = Pattern.compile("(.+)/referrers/([^/]+)");
    Pattern TAGS = Pattern.compile("(.+)/tags/list");
    int MAX_LENGTH = 1_024; // a name of 256 and a digest fit three times

    /** Empty when it means nothing. */
    static Optional<RegistryPath> parse(String path) {
        if (path.equals("/v2") || path.equals("/v2/")) {
            return Optional.of(new Base());
        }
        if (!path.startsWith("/v2/") || path.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var rest = path.substring("/v2/".length());
        if (rest.equals("_catalog")) {
            return Optional.of(new Catalog());
        }
        return uploads(rest).or(() -> named(rest));
    }

    private static Optional<RegistryPath> uploads(String rest) {
        var all = UPLOADS.matcher(rest);
        if (all.matches()) {
            return Optional.of(new Uploads(all.group(1)));
        }
        var one = UPLOAD.matcher(rest);
        return one.matches() ? Optional.of(new Upload(one.group(1), one.group(2))) : Optional.empty();
    }

    private static Optional<RegistryPath> named(String rest) {
        var tags = TAGS.matcher(rest);
        if (tags.matches()) {
            return Optional.of(new Tags(tags.group(1)));
        }
        var blob = BLOB.matcher(rest);
        if (blob.matches()) {
            return Optional.of(new Blob(blob.group(1), blob.group(2)));
        }
        var manifest = MANIFEST.matcher(rest);
        if (manifest.matches()) {
            return Optional.of(new Manifest(manifest.group(1), manifest.group(2)));
        }
        var referrers = REFERRERS.matcher(rest);
        return referrers.matches()
                ? Optional.of(new Referrers(referrers.group(1), referrers.group(2)))
                : Optional.empty();
    }
}
