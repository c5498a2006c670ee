package dev.landfall.ecr;

import dev.landfall.contract.Structure;
import dev.landfall.contract.ecr.DescribeImagesRequest;
import dev.landfall.contract.ecr.DescribeImagesResponse;
import dev.landfall.contract.ecr.ImageIdentifier;
import dev.landfall.contract.ecr.ImageStatusFilter;
import dev.landfall.contract.ecr.ListImagesRequest;
import dev.landfall.contract.ecr.ListImagesResponse;
import dev.landfall.contract.ecr.PutImageRequest;
import dev.landfall.contract.ecr.PutImageResponse;
import dev.landfall.contract.ecr.TagStatus;
import dev.landfall.ecr.image.ImageName;
import dev.landfall.ecr.image.Manifest;
import dev.landfall.ecr.image.ManifestReader;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.Image;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images: listed, described and put. */
public final class ImageOperations {
    private final Store store;
    private final PageTokens tokens;

    public ImageOperations(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    public ListImagesResponse listImages(ListImagesRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var filter = in.filter();
        var status = filter == null ? TagStatus.ANY : filter.tagStatusOr(TagStatus.ANY);
        var after = after(in, call, in.nextToken());
        var page = store.read(reader -> {
            Repositories.require(reader, key);
            return filter != null && ImagePages.excluded(filter.imageStatusOr(ImageStatusFilter.ACTIVE))
                    ? new ImagePages.Page<ImageIdentifier>(List.of(), Optional.empty())
                    : ImagePages.identifiers(reader, key, status, after, in.maxResultsOr(Requests.PAGE));
        });
        var answer = ListImagesResponse.builder().imageIds(page.entries());
        page.next().ifPresent(next -> answer.nextToken(tokens.issue(call, in, next)));
        return answer.build();
    }

    public DescribeImagesResponse describeImages(DescribeImagesRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var ids = in.imageIdsOrEmpty();
        if (!ids.isEmpty() && (in.nextToken() != null || in.maxResults() != null)) {
            throw EcrFaults.invalidParameter("imageIds", "must not be given together with nextToken or maxResults");
        }
        var after = after(in, call, in.nextToken());
        return store.read(reader -> {
            var scans = Repositories.require(reader, key).scanOnPush();
            var page = ids.isEmpty()
                    ? page(reader, key, in, after)
                    : new ImagePages.Page<>(named(reader, key, ids), Optional.<Scan.Position>empty());
            var answer = DescribeImagesResponse.builder()
                    .imageDetails(page.entries().stream()
                            .map(image -> ImageView.detail(key, image, Images.tags(reader, key, image.digest()), scans))
                            .toList());
            page.next().ifPresent(next -> answer.nextToken(tokens.issue(call, in, next)));
            return answer.build();
        });
    }

    public PutImageResponse putImage(PutImageRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var manifest = manifest(in);
        var tag = Optional.ofNullable(in.imageTag());
        tag.filter(text -> !ImageName.validTag(text)).ifPresent(bad -> {
            throw EcrFaults.invalidParameter(
                    "imageTag", "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'");
        });
        var digest = in.imageDigestOr(manifest.digest().toString());
        if (!digest.equals(manifest.digest().toString())) {
            throw EcrFaults.imageDigestDoesNotMatch(digest, manifest.digest());
        }
        store.transact(tx -> {
            var pushed = Images.push(tx, key, manifest, tag, call.now());
            if (pushed.again()) {
                throw EcrFaults.imageAlreadyExists(key, manifest.digest(), tag);
            }
            return pushed;
        });
        return PutImageResponse.builder()
                .image(ImageView.image(key, manifest.digest(), tag, manifest.type(), manifest.bytes()))
                .build();
    }

    private Optional<Scan.Position> after(Structure in, Call call, @Nullable String token) {
        return Optional.ofNullable(token)
                .map(text -> tokens.read(call, in, text).orElseThrow(Requests::badToken));
    }

    private static ImagePages.Page<Image> page(
            Reader reader, RepositoryKey key, DescribeImagesRequest in, Optional<Scan.Position> after) {
        var filter = in.filter();
        if (filter != null && ImagePages.excluded(filter.imageStatusOr(ImageStatusFilter.ACTIVE))) {
            return new ImagePages.Page<>(List.of(), Optional.empty());
        }
        var status = filter == null ? TagStatus.ANY : filter.tagStatusOr(TagStatus.ANY);
        return ImagePages.images(reader, key, status, after, in.maxResultsOr(Requests.PAGE));
    }

    private static List<Image> named(Reader reader, RepositoryKey key, List<ImageIdentifier> ids) {
        return ids.stream()
                .map(id -> switch (ImageIds.read(id)) {
                    case ImageIds.Good(var good) -> Images.require(reader, key, good);
                    case ImageIds.Bad(var failure) ->
                        throw EcrFaults.invalidParameter("imageIds", failure.failureReasonOr(""));
                })
                .distinct()
                .toList();
    }

    private static Manifest manifest(PutImageRequest in) {
        var bytes = in.imageManifestOr("").getBytes(StandardCharsets.UTF_8);
        try {
            return ManifestReader.read(bytes, Optional.ofNullable(in.imageManifestMediaType()));
        } catch (Manifest.Invalid invalid) {
            throw EcrFaults.invalidParameter("imageManifest", String.valueOf(invalid.getMessage()));
        }
    }
}
