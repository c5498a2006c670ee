package dev.landfall.ecr;

import dev.landfall.contract.ecr.ImageFailure;
import dev.landfall.contract.ecr.ImageFailureCode;
import dev.landfall.contract.ecr.ImageIdentifier;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.ImageName;
import dev.landfall.ecr.repository.ImageId;

/** What callers name images with, one by one: read, or failed in ECR's words. */
sealed interface ImageIds {
    record Good(ImageId id) implements ImageIds {}

    record Bad(ImageFailure failure) implements ImageIds {}

    static ImageIds read(ImageIdentifier given) {
        var digest = given.imageDigestOr("");
        var tag = given.imageTagOr("");
        if (digest.isEmpty() && tag.isEmpty()) {
            return bad(
                    given,
                    ImageFailureCode.MISSING_DIGEST_AND_TAG,
                    "Invalid request parameters: both tag and digest cannot be null");
        }
        if (!tag.isEmpty() && !ImageName.validTag(tag)) {
            return bad(
                    given,
                    ImageFailureCode.INVALID_IMAGE_TAG,
                    "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'");
        }
        if (digest.isEmpty()) {
            return new Good(new ImageId.ByTag(tag));
        }
        return Digest.parse(digest)
                .<ImageIds>map(
                        found -> new Good(tag.isEmpty() ? new ImageId.ByDigest(found) : new ImageId.ByBoth(found, tag)))
                .orElseGet(
                        () -> bad(
                                given,
                                ImageFailureCode.INVALID_IMAGE_DIGEST,
                                "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"));
    }

    static Bad notFound(ImageIdentifier given) {
        return bad(given, ImageFailureCode.IMAGE_NOT_FOUND, "Requested image not found");
    }

    static Bad bad(ImageIdentifier given, ImageFailureCode code, String reason) {
        return new Bad(ImageFailure.builder()
                .imageId(given)
                .failureCode(code)
                .failureReason(reason)
                .build());
    }
}
