package dev.landfall.ecr.image;

import dev.landfall.ecr.blob.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image as people write it: {@code [registry/]repository[:tag][@digest]}. What comes before the first slash is a
 * registry when it has a dot, a port or is {@code localhost}, as Docker reads it.
 *
 * @param registry with its port; empty means Docker Hub
 * @param repository as written
 * @param tag absent means {@code latest}, unless there is a digest
 */
public record ImageName(Optional<String> registry, String repository, Optional<String> tag, Optional<Digest> digest) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final int MAX_LENGTH = 1_024; // a registry, a name of 256, a tag of 128 and a digest fit twice

    /** Empty when it is no image name at all. */
    public static Optional<ImageName> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var at = text.indexOf('@');
        var digest = at < 0 ? Optional.<Digest>empty() : Digest.parse(text.substring(at + 1));
        if (at >= 0 && digest.isEmpty()) {
            return Optional.empty();
        }
        var named = at < 0 ? text : text.substring(0, at);
        var colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        var tag = colon < 0 ? Optional.<String>empty() : Optional.of(named.substring(colon + 1));
        if (tag.isPresent() && !validTag(tag.get())) {
            return Optional.empty();
        }
        return split(colon < 0 ? named : named.substring(0, colon), tag, digest);
    }

    /** A tag is up to 128 letters, digits, dots, dashes and underscores, and begins with none of dot and dash. */
    public static boolean validTag(String text) {
        return TAG.matcher(text).matches();
    }

    private static Optional<ImageName> split(String path, Optional<String> tag, Optional<Digest> digest) {
        var slash = path.indexOf('/');
        var first = slash < 0 ? "" : path.substring(0, slash);
        var hosted = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        var registry = hosted ? Optional.of(first) : Optional.<String>empty();
        var repository = hosted ? path.substring(slash + 1) : path;
        return repository.isEmpty() ? Optional.empty() : Optional.of(new ImageName(registry, repository, tag, digest));
    }

    @Override
    public String toString() {
        return registry.map(host -> host + "/").orElse("")
                + repository
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }
}
