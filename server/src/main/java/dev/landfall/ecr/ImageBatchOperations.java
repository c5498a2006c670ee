package dev.landfall.ecr;

import dev.landfall.contract.ecr.BatchDeleteImageRequest;
import dev.landfall.contract.ecr.BatchDeleteImageResponse;
import dev.landfall.contract.ecr.BatchGetImageRequest;
import dev.landfall.contract.ecr.BatchGetImageResponse;
import dev.landfall.contract.ecr.Image;
import dev.landfall.contract.ecr.ImageFailure;
import dev.landfall.contract.ecr.ImageFailureCode;
import dev.landfall.contract.ecr.ImageIdentifier;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.ManifestType;
import dev.landfall.ecr.repository.ImageId;
import dev.landfall.ecr.repository.ImageRemoval;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Images asked for or deleted many at a time: each succeeds or fails on its own. */
public final class ImageBatchOperations {
    private final Store store;

    public ImageBatchOperations(Store store) {
        this.store = store;
    }

    public BatchGetImageResponse batchGetImage(BatchGetImageRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var accepted = in.acceptedMediaTypesOrEmpty();
        var images = new ArrayList<Image>();
        var failures = new ArrayList<ImageFailure>();
        var stale = new ArrayList<Digest>();
        store.read(reader -> {
            Repositories.require(reader, key);
            for (var given : in.imageIdsOrEmpty()) {
                switch (ImageIds.read(given)) {
                    case ImageIds.Bad(var failure) -> failures.add(failure);
                    case ImageIds.Good(var id) ->
                        Images.find(reader, key, id)
                                .filter(found -> accepts(accepted, found.type()))
                                .ifPresentOrElse(
                                        found -> {
                                            images.add(shown(reader, key, found, id));
                                            if (Images.staleSincePull(found, call.now())) {
                                                stale.add(found.digest());
                                            }
                                        },
                                        () -> failures.add(
                                                ImageIds.notFound(given).failure()));
                }
            }
            return key;
        });
        pulled(key, stale, call);
        return BatchGetImageResponse.builder().images(images).failures(failures).build();
    }

    public BatchDeleteImageResponse batchDeleteImage(BatchDeleteImageRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        return store.transact(tx -> {
            Repositories.require(tx, key);
            var removed = new ArrayList<ImageIdentifier>();
            var failures = new ArrayList<ImageFailure>();
            for (var given : in.imageIdsOrEmpty()) {
                switch (ImageIds.read(given)) {
                    case ImageIds.Bad(var failure) -> failures.add(failure);
                    case ImageIds.Good(var id) -> remove(tx, key, given, id, call, removed, failures);
                }
            }
            return BatchDeleteImageResponse.builder()
                    .imageIds(removed)
                    .failures(failures)
                    .build();
        });
    }

    private static void remove(
            Transaction tx,
            RepositoryKey key,
            ImageIdentifier given,
            ImageId id,
            Call call,
            List<ImageIdentifier> removed,
            List<ImageFailure> failures) {
        switch (ImageRemoval.of(tx, key, id, call.now())) {
            case ImageRemoval.Removed(var digest, var tags) -> {
                if (tags.isEmpty()) {
                    removed.add(ImageView.id(digest, Optional.empty()));
                }
                tags.forEach(tag -> removed.add(ImageView.id(digest, Optional.of(tag))));
            }
            case ImageRemoval.NotFound absent ->
                failures.add(ImageIds.notFound(given).failure());
            case ImageRemoval.OtherDigest other ->
                failures.add(ImageIds.bad(
                                given,
                                ImageFailureCode.IMAGE_TAG_DOES_NOT_MATCH_DIGEST,
                                "Requested image tag does not match the image digest")
                        .failure());
            case ImageRemoval.Referenced(var parents) ->
                failures.add(ImageIds.bad(
                                given,
                                ImageFailureCode.IMAGE_REFERENCED_BY_MANIFEST_LIST,
                                "Requested image referenced by manifest list: " + parents)
                        .failure());
        }
    }

    private void pulled(RepositoryKey key, List<Digest> images, Call call) {
        if (!images.isEmpty()) {
            store.transact(tx -> {
                images.forEach(image -> Images.pulled(tx, key, image, call.now()));
                return key;
            });
        }
    }

    private static Image shown(Reader reader, RepositoryKey key, dev.landfall.ecr.repository.Image image, ImageId id) {
        return ImageView.image(
                key, image.digest(), id.namedTag(), image.type(), Images.manifest(reader, key, image.digest()));
    }

    private static boolean accepts(List<String> accepted, ManifestType type) {
        return accepted.isEmpty() || accepted.contains(type.mediaType());
    }
}
