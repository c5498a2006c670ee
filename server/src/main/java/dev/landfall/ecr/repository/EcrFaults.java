package dev.landfall.ecr.repository;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecr.EcrErrors;
import dev.landfall.ecr.blob.Digest;
import java.util.Collection;
import java.util.Optional;

/** What ECR answers when it cannot do what was asked, in AWS's words. */
public final class EcrFaults {
    private EcrFaults() {}

    public static Fault repositoryNotFound(RepositoryKey key) {
        return repositoryNotFound(key.name().value(), key.realm().account());
    }

    public static Fault repositoryNotFound(String name, String registryId) {
        return Fault.of(
                EcrErrors.REPOSITORY_NOT_FOUND_EXCEPTION,
                "The repository with name '%s' does not exist in the registry with id '%s'"
                        .formatted(name, registryId));
    }

    public static Fault repositoryAlreadyExists(RepositoryKey key) {
        return Fault.of(
                EcrErrors.REPOSITORY_ALREADY_EXISTS_EXCEPTION,
                "The repository with name '%s' already exists in the registry with id '%s'"
                        .formatted(key.name(), key.realm().account()));
    }

    public static Fault repositoryNotEmpty(RepositoryKey key) {
        return Fault.of(
                EcrErrors.REPOSITORY_NOT_EMPTY_EXCEPTION,
                "The repository with name '%s' in registry with id '%s' cannot be deleted because it still contains images"
                        .formatted(key.name(), key.realm().account()));
    }

    public static Fault imageNotFound(RepositoryKey key, Optional<String> digest, Optional<String> tag) {
        return Fault.of(
                EcrErrors.IMAGE_NOT_FOUND_EXCEPTION,
                "The image with imageId {imageDigest:'%s', imageTag:'%s'} does not exist within the repository with name '%s' in the registry with id '%s'"
                        .formatted(
                                digest.orElse("null"),
                                tag.orElse("null"),
                                key.name(),
                                key.realm().account()));
    }

    public static Fault imageAlreadyExists(RepositoryKey key, Digest digest, Optional<String> tag) {
        return Fault.of(
                EcrErrors.IMAGE_ALREADY_EXISTS_EXCEPTION,
                "Image with digest '%s' and tag '%s' already exists in the repository with name '%s' in registry with id '%s'"
                        .formatted(
                                digest,
                                tag.orElse("null"),
                                key.name(),
                                key.realm().account()));
    }

    public static Fault imageTagAlreadyExists(RepositoryKey key, String tag) {
        return Fault.of(
                EcrErrors.IMAGE_TAG_ALREADY_EXISTS_EXCEPTION,
                "The image tag '%s' already exists in the '%s' repository and cannot be overwritten because the tag is immutable."
                        .formatted(tag, key.name()));
    }

    public static Fault imageDigestDoesNotMatch(String given, Digest actual) {
        return Fault.of(
                EcrErrors.IMAGE_DIGEST_DOES_NOT_MATCH_EXCEPTION,
                "The specified image digest '%s' does not match the digest '%s' of the image manifest"
                        .formatted(given, actual));
    }

    public static Fault layersNotFound(RepositoryKey key, Collection<Digest> digests) {
        return Fault.of(
                EcrErrors.LAYERS_NOT_FOUND_EXCEPTION,
                "Layers with digests '%s' required for pushing image into repository with name '%s' in the registry with id '%s' do not exist"
                        .formatted(digests, key.name(), key.realm().account()));
    }

    public static Fault referencedImagesNotFound(RepositoryKey key, Collection<Digest> digests) {
        return Fault.of(
                EcrErrors.REFERENCED_IMAGES_NOT_FOUND_EXCEPTION,
                "Images with digests '%s' required for pushing image into repository with name '%s' in the registry with id '%s' do not exist"
                        .formatted(digests, key.name(), key.realm().account()));
    }

    public static Fault uploadNotFound(RepositoryKey key, String uploadId) {
        return Fault.of(
                EcrErrors.UPLOAD_NOT_FOUND_EXCEPTION,
                "The upload with uploadId '%s' does not exist in the repository with name '%s' in the registry with id '%s'"
                        .formatted(uploadId, key.name(), key.realm().account()));
    }

    public static Fault invalidLayer(String message) {
        return Fault.of(EcrErrors.INVALID_LAYER_EXCEPTION, message);
    }

    public static Fault layerAlreadyExists(RepositoryKey key, Digest digest) {
        return Fault.of(
                EcrErrors.LAYER_ALREADY_EXISTS_EXCEPTION,
                "Layer with digest '%s' already exists in the repository with name '%s' in the registry with id '%s'"
                        .formatted(digest, key.name(), key.realm().account()));
    }

    public static Fault layerInaccessible(RepositoryKey key, Digest digest) {
        return Fault.of(
                EcrErrors.LAYER_INACCESSIBLE_EXCEPTION,
                "Layer with digest '%s' in the repository with name '%s' is not associated with an image"
                        .formatted(digest, key.name()));
    }

    public static Fault layerPartTooSmall(long bytes) {
        return Fault.of(
                EcrErrors.LAYER_PART_TOO_SMALL_EXCEPTION,
                "Layer parts, except the last one, must have at least 5242880 bytes; one has " + bytes);
    }

    public static Fault emptyUpload(String uploadId) {
        return Fault.of(
                EcrErrors.EMPTY_UPLOAD_EXCEPTION,
                "The upload with uploadId '" + uploadId + "' does not contain any layer parts");
    }

    public static Fault invalidLayerPart(RepositoryKey key, String uploadId, long received, String message) {
        return Fault.of(EcrErrors.INVALID_LAYER_PART_EXCEPTION, message)
                .with("registryId", key.realm().account())
                .with("repositoryName", key.name().value())
                .with("uploadId", uploadId)
                .with("lastValidByteReceived", received - 1);
    }

    /** ECR's form for every parameter that breaks a rule. */
    public static Fault invalidParameter(String member, String constraint) {
        return Fault.of(
                EcrErrors.INVALID_PARAMETER_EXCEPTION,
                "Invalid parameter at '%s' failed to satisfy constraint: '%s'".formatted(member, constraint));
    }

    public static Fault invalidTag(String message) {
        return Fault.of(EcrErrors.INVALID_TAG_PARAMETER_EXCEPTION, message);
    }

    public static Fault tooManyTags(int limit) {
        return Fault.of(
                EcrErrors.TOO_MANY_TAGS_EXCEPTION,
                "A repository can have " + limit + " tags at most, system tags aside");
    }

    public static Fault limitExceeded(String what, String name, String registryId, long limit) {
        return Fault.of(
                EcrErrors.LIMIT_EXCEEDED_EXCEPTION,
                "The %s '%s' in the registry with id '%s' has reached its limit of %d"
                        .formatted(what, name, registryId, limit));
    }

    public static Fault server(String message) {
        return Fault.of(EcrErrors.SERVER_EXCEPTION, message);
    }
}
