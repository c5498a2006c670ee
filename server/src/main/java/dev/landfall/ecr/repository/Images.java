package dev.landfall.ecr.repository;

import static dev.landfall.ecr.repository.Kinds.IMAGE;
import static dev.landfall.ecr.repository.Kinds.MANIFEST;
import static dev.landfall.ecr.repository.Kinds.TAG;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.Descriptor;
import dev.landfall.ecr.image.Manifest;
import dev.landfall.store.Document;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The images of repositories: what may be pushed and deleted, and what follows from it. */
public final class Images {
    /** AWS: images per repository. */
    public static final int MAX_PER_REPOSITORY = 100_000;

    private static final Duration PULL_TIME_PRECISION = Duration.ofDays(1); // as AWS tells lastRecordedPullTime

    private Images() {}

    /** What a push came to. */
    public record Pushed(Image image, boolean newImage, boolean newTag) {
        /** Nothing changed: this image was there, with this tag. */
        public boolean again() {
            return !newImage && !newTag;
        }
    }

    /**
     * Adds an image, and a tag if one is given; a tag that pointed elsewhere moves.
     *
     * @throws dev.landfall.contract.Fault when the repository, a layer or a referenced image is not there, when the tag may
     *     not move, or when the repository is full
     */
    public static Pushed push(Transaction tx, RepositoryKey key, Manifest manifest, Optional<String> tag, Instant now) {
        var repository = Repositories.require(tx, key);
        var known = tx.get(IMAGE, key.key(manifest.digest()));
        var newTag = tag.isPresent() && moves(tx, repository, key, tag.get(), manifest.digest());
        requireReferences(tx, key, manifest);
        var image = known.orElseGet(() -> add(tx, key, manifest, now));
        if (newTag) {
            tx.put(TAG, key.key(tag.get()), new Tag(tag.get(), manifest.digest()));
        }
        return new Pushed(image, known.isEmpty(), newTag);
    }

    public static Optional<Image> find(Reader reader, RepositoryKey key, ImageId id) {
        var digest = switch (id) {
            case ImageId.ByDigest(var named) -> Optional.of(named);
            case ImageId.ByTag(var tag) -> tagged(reader, key, tag);
            case ImageId.ByBoth(var named, var tag) -> tagged(reader, key, tag).filter(named::equals);
        };
        return digest.flatMap(found -> reader.get(IMAGE, key.key(found)));
    }

    /** @throws dev.landfall.contract.Fault when it is not there */
    public static Image require(Reader reader, RepositoryKey key, ImageId id) {
        return find(reader, key, id)
                .orElseThrow(() -> EcrFaults.imageNotFound(key, id.namedDigest().map(Digest::toString), id.namedTag()));
    }

    public static byte[] manifest(Reader reader, RepositoryKey key, Digest digest) {
        return reader.get(MANIFEST, key.key(digest))
                .map(ManifestContent::bytes)
                .orElseThrow(() -> new IllegalStateException("Image " + digest + " has no manifest"));
    }

    /** In the order of their names. */
    public static List<String> tags(Reader reader, RepositoryKey key, Digest digest) {
        return reader.list(TAG, Kinds.BY_IMAGE, Scan.under(key.key(digest))).stream()
                .map(tag -> tag.value().name())
                .sorted()
                .toList();
    }

    /** The indexes of the repository that contain an image; while there are any, it cannot be deleted. */
    public static List<Digest> parents(Reader reader, RepositoryKey key, Digest digest) {
        return reader.list(IMAGE, Kinds.BY_REFERENCE, Scan.under(key.key(digest))).stream()
                .map(Document::value)
                .filter(image -> image.manifests().contains(digest))
                .map(Image::digest)
                .toList();
    }

    /** The images that are about another, such as its signatures. */
    public static List<Image> referrers(Reader reader, RepositoryKey key, Digest subject) {
        return reader.list(IMAGE, Kinds.BY_SUBJECT, Scan.under(key.key(subject))).stream()
                .map(Document::value)
                .toList();
    }

    /** Takes a tag away; an image that loses its last goes too, as on AWS. */
    public static void untag(Transaction tx, RepositoryKey key, String tag, Digest digest, Instant now) {
        tx.delete(TAG, key.key(tag));
        if (tx.count(TAG, Kinds.BY_IMAGE, key.key(digest)) == 0) {
            tx.get(IMAGE, key.key(digest)).ifPresent(image -> delete(tx, key, image, now));
        }
    }

    /** Takes an image away with all its tags. Layers that no other image needs are let go. */
    public static void delete(Transaction tx, RepositoryKey key, Image image, Instant now) {
        for (var tag : tags(tx, key, image.digest())) {
            tx.delete(TAG, key.key(tag));
        }
        tx.delete(MANIFEST, key.key(image.digest()));
        tx.delete(IMAGE, key.key(image.digest()));
        image.blobs().forEach(blob -> Layers.release(tx, key, blob, now));
    }

    /** True when the time of the last pull is so old that it is worth a write. */
    public static boolean staleSincePull(Image image, Instant now) {
        return image.pulledAt()
                .filter(last -> last.plus(PULL_TIME_PRECISION).isAfter(now))
                .isEmpty();
    }

    public static void pulled(Transaction tx, RepositoryKey key, Digest digest, Instant now) {
        tx.get(IMAGE, key.key(digest)).ifPresent(image -> tx.put(IMAGE, key.key(digest), image.pulledAt(now)));
    }

    private static Image add(Transaction tx, RepositoryKey key, Manifest manifest, Instant now) {
        if (tx.count(IMAGE, Kinds.BY_REPOSITORY, key.key()) >= MAX_PER_REPOSITORY) {
            throw EcrFaults.limitExceeded(
                    "repository with name", key.name().value(), key.realm().account(), MAX_PER_REPOSITORY);
        }
        var image = Image.of(manifest, size(tx, key, manifest), now);
        tx.put(MANIFEST, key.key(image.digest()), new ManifestContent(manifest.bytes()));
        tx.put(IMAGE, key.key(image.digest()), image);
        return image;
    }

    private static long size(Reader reader, RepositoryKey key, Manifest manifest) {
        return manifest.type().index()
                ? manifest.manifests().stream()
                        .flatMap(child -> reader.get(IMAGE, key.key(child.digest())).stream())
                        .mapToLong(Image::sizeBytes)
                        .max()
                        .orElse(0)
                : manifest.blobBytes();
    }

    private static boolean moves(Reader reader, Repository repository, RepositoryKey key, String tag, Digest digest) {
        var current = tagged(reader, key, tag);
        if (current.filter(digest::equals).isPresent()) {
            return false;
        }
        if (current.isPresent() && !repository.mutability().mayMove(tag)) {
            throw EcrFaults.imageTagAlreadyExists(key, tag);
        }
        return true;
    }

    private static Optional<Digest> tagged(Reader reader, RepositoryKey key, String tag) {
        return reader.get(TAG, key.key(tag)).map(Tag::digest);
    }

    private static void requireReferences(Reader reader, RepositoryKey key, Manifest manifest) {
        var layers = missing(
                manifest.blobs(), digest -> Layers.find(reader, key, digest).isPresent());
        if (!layers.isEmpty()) {
            throw EcrFaults.layersNotFound(key, layers);
        }
        var images = missing(
                manifest.manifests(),
                digest -> reader.get(IMAGE, key.key(digest)).isPresent());
        if (!images.isEmpty()) {
            throw EcrFaults.referencedImagesNotFound(key, images);
        }
    }

    private static List<Digest> missing(List<Descriptor> wanted, Predicate<Digest> present) {
        return wanted.stream()
                .map(Descriptor::digest)
                .distinct()
                .filter(present.negate())
                .toList();
    }
}
