package dev.landfall.ecr;

import dev.landfall.contract.ecr.Image;
import dev.landfall.contract.ecr.ImageDetail;
import dev.landfall.contract.ecr.ImageIdentifier;
import dev.landfall.contract.ecr.ImageScanStatus;
import dev.landfall.contract.ecr.ImageStatus;
import dev.landfall.contract.ecr.ScanStatus;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.ManifestType;
import dev.landfall.ecr.repository.RepositoryKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Images as AWS shows them. */
final class ImageView {
    private ImageView() {}

    static ImageIdentifier id(Digest digest, Optional<String> tag) {
        var id = ImageIdentifier.builder().imageDigest(digest.toString());
        tag.ifPresent(id::imageTag);
        return id.build();
    }

    static Image image(RepositoryKey key, Digest digest, Optional<String> tag, ManifestType type, byte[] manifest) {
        return Image.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name().value())
                .imageId(id(digest, tag))
                .imageManifest(new String(manifest, StandardCharsets.UTF_8))
                .imageManifestMediaType(type.mediaType())
                .build();
    }

    static ImageDetail detail(
            RepositoryKey key, dev.landfall.ecr.repository.Image image, List<String> tags, boolean scanAsked) {
        var detail = ImageDetail.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name().value())
                .imageDigest(image.digest().toString())
                .imageSizeInBytes(image.sizeBytes())
                .imagePushedAt(image.pushedAt())
                .imageManifestMediaType(image.type().mediaType())
                .imageStatus(ImageStatus.ACTIVE);
        if (!tags.isEmpty()) {
            detail.imageTags(tags);
        }
        if (scanAsked) {
            detail.imageScanStatus(NO_SCANNER);
        }
        image.artifactType().ifPresent(detail::artifactMediaType);
        image.pulledAt().ifPresent(detail::lastRecordedPullTime);
        image.subject().map(Digest::toString).ifPresent(detail::subjectManifestDigest);
        return detail.build();
    }

    /** Said of each image whose repository asks for scans, so that nobody takes silence for a clean bill. */
    private static final ImageScanStatus NO_SCANNER = ImageScanStatus.builder()
            .status(ScanStatus.FAILED)
            .description("This registry has no scanner.")
            .build();
}
