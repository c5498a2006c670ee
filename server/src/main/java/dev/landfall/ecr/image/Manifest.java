package dev.landfall.ecr.image;

import dev.landfall.ecr.blob.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest as it was pushed, and what was read in it. The bytes are what counts: their digest is its name.
 *
 * @param config of an image; absent in an index
 * @param layers of an image
 * @param manifests of an index
 * @param subject the image that this one is about, such as the one a signature signs
 */
public record Manifest(
        ManifestType type,
        Digest digest,
        byte[] bytes,
        Optional<Descriptor> config,
        List<Descriptor> layers,
        List<Descriptor> manifests,
        Optional<Descriptor> subject,
        Optional<String> artifactType,
        Map<String, String> annotations) {
    /** AWS's limit, and that of the OCI distribution specification. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    public Manifest {
        layers = List.copyOf(layers);
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    /** The blobs that must be in the repository for this image to be of use. */
    public List<Descriptor> blobs() {
        return Stream.concat(config.stream(), layers.stream())
                .filter(blob -> !blob.foreign())
                .toList();
    }

    /** What a client transfers for the image itself, in bytes. */
    public long blobBytes() {
        return blobs().stream().mapToLong(Descriptor::size).sum();
    }

    /** A manifest that cannot be taken, and why. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message);
        }
    }
}
