package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.landfall.contract.ecr.*;
import dev.landfall.ecr.blob.Digest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ImageOperationsTest extends EcrScenario {
    @Test
    void listsAndDescribesImages() {
        var first = push("v1", 1);
        push("v2", 1);
        var second = push(null, 2);
        assertThat(list(null)).containsExactlyInAnyOrder(id(first, "v1"), id(first, "v2"), id(second, null));
        assertThat(list(TagStatus.TAGGED)).containsExactly(id(first, "v1"), id(first, "v2"));
        assertThat(list(TagStatus.UNTAGGED)).containsExactly(id(second, null));

        assertThat(images.describeImages(
                                DescribeImagesRequest.builder()
                                        .repositoryName("app")
                                        .build(),
                                CALL)
                        .imageDetails())
                .extracting(ImageDetail::imageDigest, ImageDetail::imageTags, ImageDetail::imagePushedAt)
                .containsExactlyInAnyOrder(
                        tuple(first.toString(), List.of("v1", "v2"), NOW), tuple(second.toString(), null, NOW));
        var named = images.describeImages(
                        DescribeImagesRequest.builder()
                                .repositoryName("app")
                                .imageIds(List.of(id(null, "v2")))
                                .build(),
                        CALL)
                .imageDetails();
        assertThat(named).extracting(ImageDetail::imageSizeInBytes).containsExactly(3L);
        assertThat(named).extracting(ImageDetail::imageManifestMediaType).containsExactly(DOCKER);
        fault(
                () -> images.describeImages(
                        DescribeImagesRequest.builder()
                                .repositoryName("app")
                                .imageIds(List.of(id(null, "v9")))
                                .build(),
                        CALL),
                "ImageNotFoundException",
                "The image with imageId {imageDigest:'null', imageTag:'v9'} does not exist within the repository with name 'app' in the registry with id '123456789012'");
    }

    @Test
    void pagesThroughImagesWithoutLosingOrDoublingAny() {
        var random = new Random(7);
        for (var i = 0; i < 23; i++) {
            push(random.nextBoolean() ? "t" + i : null, i);
        }
        push("again", 3);
        for (var size : List.of(1, 2, 7, 100)) {
            for (var status : TagStatus.values()) {
                assertThat(pages(status, size))
                        .as(status + " by " + size)
                        .isEqualTo(list(status))
                        .doesNotHaveDuplicates();
                assertThat(detailPages(status, size)).as(status + " by " + size).doesNotHaveDuplicates();
            }
            assertThat(detailPages(TagStatus.ANY, size)).hasSize(23);
            assertThat(detailPages(TagStatus.TAGGED, size).size()
                            + detailPages(TagStatus.UNTAGGED, size).size())
                    .isEqualTo(23);
        }
    }

    @Test
    void getsAndDeletesImagesOneByOne() {
        var first = push("v1", 1);
        push("v2", 1);
        var got = batches.batchGetImage(
                BatchGetImageRequest.builder()
                        .repositoryName("app")
                        .imageIds(List.of(id(null, "v1"), id(first, null), id(null, "v9"), id(null, null)))
                        .build(),
                CALL);
        assertThat(got.images()).extracting(Image::imageId).containsExactly(id(first, "v1"), id(first, null));
        assertThat(Digest.of(got.images().getFirst().imageManifest().getBytes(UTF_8)))
                .isEqualTo(first);
        assertThat(got.failures())
                .extracting(ImageFailure::failureCode)
                .containsExactly(ImageFailureCode.IMAGE_NOT_FOUND, ImageFailureCode.MISSING_DIGEST_AND_TAG);

        var gone = delete(id(null, "v1"), id(Digest.of(new byte[0]), "v2"), id(null, "v9"));
        assertThat(gone.imageIds()).containsExactly(id(first, "v1"));
        assertThat(gone.failures())
                .extracting(ImageFailure::failureCode)
                .containsExactly(ImageFailureCode.IMAGE_TAG_DOES_NOT_MATCH_DIGEST, ImageFailureCode.IMAGE_NOT_FOUND);
        assertThat(list(null)).containsExactly(id(first, "v2"));
        assertThat(delete(id(first, null)).imageIds()).containsExactly(id(first, "v2"));
        assertThat(list(null)).isEmpty();
    }

    @Test
    void putsAnImageOnce() {
        var manifest = manifest(1);
        push("v1", 1);
        fault(() -> put(manifest, "v1", null), "ImageAlreadyExistsException", "and tag 'v1' already exists");
        fault(() -> put(manifest, null, null), "ImageAlreadyExistsException", "already exists");
        put(manifest, "v2", Digest.of(manifest.getBytes(UTF_8)).toString());
        fault(() -> put(manifest(2), "v1", "sha256:" + "0".repeat(64)), "ImageDigestDoesNotMatchException", "");
        fault(() -> put("{}", "v3", null), "InvalidParameterException", "imageManifest");
        fault(() -> put(manifest(2), "a b", null), "InvalidParameterException", "imageTag");
        repositories.putImageTagMutability(
                PutImageTagMutabilityRequest.builder()
                        .repositoryName("app")
                        .imageTagMutability(ImageTagMutability.IMMUTABLE)
                        .build(),
                CALL);
        fault(
                () -> put(manifest(2), "v1", null),
                "ImageTagAlreadyExistsException",
                "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.");
    }
}
