package dev.landfall.ecr.image;

import java.util.Optional;

/** The manifests that ECR takes. Docker's schema 1 is not among them: AWS gave it up, and its digests were of its own. */
public enum ManifestType {
    DOCKER_IMAGE("application/vnd.docker.distribution.manifest.v2+json", false),
    DOCKER_LIST("application/vnd.docker.distribution.manifest.list.v2+json", true),
    OCI_IMAGE("application/vnd.oci.image.manifest.v1+json", false),
    OCI_INDEX("application/vnd.oci.image.index.v1+json", true);

    private final String mediaType;
    private final boolean index;

    ManifestType(String mediaType, boolean index) {
        this.mediaType = mediaType;
        this.index = index;
    }

    public String mediaType() {
        return mediaType;
    }

    /** True when it names other manifests instead of a configuration and layers. */
    public boolean index() {
        return index;
    }

    /** Finds a type by its media type; parameters such as a charset do not matter. */
    public static Optional<ManifestType> of(String mediaType) {
        var bare = mediaType.split(";", 2)[0].strip();
        for (var type : values()) {
            if (type.mediaType.equalsIgnoreCase(bare)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
