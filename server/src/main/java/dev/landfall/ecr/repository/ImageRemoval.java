package dev.landfall.ecr.repository;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came of taking an image, or one of its tags, away. */
public sealed interface ImageRemoval {
    /** Gone, by each name it had. */
    record Removed(Digest digest, List<String> tags) implements ImageRemoval {}

    record NotFound() implements ImageRemoval {}

    /** The tag is there, but on another image than the caller believes. */
    record OtherDigest() implements ImageRemoval {}

    /** An index contains it, which would be broken without it. */
    record Referenced(List<Digest> by) implements ImageRemoval {}

    /** Removes a tag, and with its last tag the image; or the image with all its tags, if it is named by digest. */
    static ImageRemoval of(Transaction tx, RepositoryKey key, ImageId id, Instant now) {
        if (id instanceof ImageId.ByBoth(var digest, var tag)) {
            var tagged = Images.find(tx, key, new ImageId.ByTag(tag)).map(Image::digest);
            if (tagged.isPresent() && !tagged.equals(Optional.of(digest))) {
                return new OtherDigest();
            }
        }
        return Images.find(tx, key, id)
                .map(image -> remove(tx, key, image, id.namedTag(), now))
                .orElseGet(NotFound::new);
    }

    private static ImageRemoval remove(
            Transaction tx, RepositoryKey key, Image image, Optional<String> tag, Instant now) {
        var tags = Images.tags(tx, key, image.digest());
        if (tag.isEmpty() || tags.size() == 1) {
            var parents = Images.parents(tx, key, image.digest());
            if (!parents.isEmpty()) {
                return new Referenced(parents);
            }
        }
        if (tag.isPresent()) {
            Images.untag(tx, key, tag.get(), image.digest(), now);
            return new Removed(image.digest(), List.of(tag.get()));
        }
        Images.delete(tx, key, image, now);
        return new Removed(image.digest(), tags);
    }
}
