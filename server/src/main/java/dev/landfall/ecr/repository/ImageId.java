package dev.landfall.ecr.repository;

import dev.landfall.ecr.blob.Digest;
import java.util.Optional;

/** An image as a caller names it in a repository: by what it is, or by a tag it has now. */
public sealed interface ImageId {
    record ByDigest(Digest digest) implements ImageId {}

    record ByTag(String tag) implements ImageId {}

    /** A tag and what the caller believes it to be. */
    record ByBoth(Digest digest, String tag) implements ImageId {}

    default Optional<Digest> namedDigest() {
        return switch (this) {
            case ByDigest(var digest) -> Optional.of(digest);
            case ByTag tag -> Optional.empty();
            case ByBoth(var digest, var tag) -> Optional.of(digest);
        };
    }

    default Optional<String> namedTag() {
        return switch (this) {
            case ByDigest digest -> Optional.empty();
            case ByTag(var tag) -> Optional.of(tag);
            case ByBoth(var digest, var tag) -> Optional.of(tag);
        };
    }
}
