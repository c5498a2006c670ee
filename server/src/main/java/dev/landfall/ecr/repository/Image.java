package dev.landfall.ecr.repository;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.Descriptor;
import dev.landfall.ecr.image.Manifest;
import dev.landfall.ecr.image.ManifestType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in a repository; its manifest's bytes are kept beside it.
 *
 * @param sizeBytes what a client transfers: of an index, that of its largest image
 * @param manifestBytes the size of the manifest itself
 * @param artifactType what it is, where that is not a container: its own word, or its configuration's media type
 * @param blobs configuration and layers that the repository holds for it
 * @param manifests the images of an index
 * @param subject the image that this one is about
 * @param pulledAt told at most once a day, as on AWS
 */
public record Image(
        Digest digest,
        ManifestType type,
        Optional<String> artifactType,
        Instant pushedAt,
        long sizeBytes,
        long manifestBytes,
        List<Digest> blobs,
        List<Digest> manifests,
        Optional<Digest> subject,
        Map<String, String> annotations,
        Optional<Instant> pulledAt) {
    static Image of(Manifest manifest, long sizeBytes, Instant now) {
        return new Image(
                manifest.digest(),
                manifest.type(),
                manifest.artifactType().or(() -> manifest.config().map(Descriptor::mediaType)),
                now,
                sizeBytes,
                manifest.bytes().length,
                manifest.blobs().stream().map(Descriptor::digest).distinct().toList(),
                manifest.manifests().stream().map(Descriptor::digest).distinct().toList(),
                manifest.subject().map(Descriptor::digest),
                manifest.annotations(),
                Optional.empty());
    }

    Image pulledAt(Instant now) {
        return new Image(
                digest,
                type,
                artifactType,
                pushedAt,
                sizeBytes,
                manifestBytes,
                blobs,
                manifests,
                subject,
                annotations,
                Optional.of(now));
    }
}
