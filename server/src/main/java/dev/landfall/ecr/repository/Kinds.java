package dev.landfall.ecr.repository;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import java.util.List;
import java.util.stream.Stream;

/** The documents of ECR. Their keys begin with account, region and repository. */
public final class Kinds {
    /** All repositories of a registry, to count them. */
    static final Index<Repository> BY_REGISTRY = new Index<>("by-registry", (key, repository) -> List.of(key));

    /** All images of a repository, to count them. */
    static final Index<Image> BY_REPOSITORY = new Index<>("by-repository", (key, image) -> List.of(key));

    /** Repository, then the blob or manifest that the image refers to. */
    static final Index<Image> BY_REFERENCE = new Index<>(
            "by-reference",
            (key, image) -> Stream.concat(image.blobs().stream(), image.manifests().stream())
                    .map(digest -> below(key, digest))
                    .toList());

    /** Repository, then the image that this one is about. */
    static final Index<Image> BY_SUBJECT = new Index<>(
            "by-subject",
            (key, image) ->
                    image.subject().stream().map(subject -> below(key, subject)).toList());

    /** Repository, then the image that has the tag. */
    static final Index<Tag> BY_IMAGE = new Index<>("by-image", (key, tag) -> List.of(below(key, tag.digest())));

    /** The blob, whatever the repository. */
    static final Index<Layer> BY_BLOB =
            new Index<>("by-blob", (key, layer) -> List.of(Key.of(layer.digest().toString())));

    /** The upload, whatever the repository. */
    static final Index<UploadSession> BY_ID = new Index<>("by-id", (key, upload) -> List.of(Key.of(upload.id())));

    public static final Kind<Repository> REPOSITORY =
            Kind.of("ecr.repository", RecordCodec.of(Repository.class), BY_REGISTRY);
    public static final Kind<Image> IMAGE =
            Kind.of("ecr.image", RecordCodec.of(Image.class), BY_REPOSITORY, BY_REFERENCE, BY_SUBJECT);
    public static final Kind<ManifestContent> MANIFEST = Kind.of("ecr.manifest", RecordCodec.of(ManifestContent.class));
    public static final Kind<Tag> TAG = Kind.of("ecr.tag", RecordCodec.of(Tag.class), BY_IMAGE);
    public static final Kind<Layer> LAYER = Kind.of("ecr.layer", RecordCodec.of(Layer.class), BY_BLOB);
    public static final Kind<UploadSession> UPLOAD = Kind.of("ecr.upload", RecordCodec.of(UploadSession.class), BY_ID);

    private Kinds() {}

    private static Key below(Key document, Digest digest) {
        return Key.of(document.segment(0), document.segment(1), document.segment(2), digest.toString());
    }
}
