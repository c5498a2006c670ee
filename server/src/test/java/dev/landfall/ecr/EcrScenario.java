package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecr.*;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** ECR's operations over one registry with a repository called app, and what its tests do to it. */
abstract class EcrScenario {
    static final Realm REALM = new Realm("123456789012", "eu-west-1");
    static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    static final Call CALL = new Call(REALM, Principal.root("123456789012", "AKIAX"), "request", NOW);
    static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

    @TempDir
    Path directory;

    final Store store = new MemoryStore();
    final VirtualScheduler scheduler = new VirtualScheduler();
    final RegistryAddress address = new RegistryAddress(4566, true);
    final PageTokens pages = new PageTokens(new byte[32]);
    final LoginTokens logins = new LoginTokens(new byte[32]);
    final RepositoryOperations repositories = new RepositoryOperations(store, address, pages);
    final TagOperations tags = new TagOperations(store);
    final ImageOperations images = new ImageOperations(store, pages);
    final ImageBatchOperations batches = new ImageBatchOperations(store);
    final LayerLinks links = new LayerLinks(new byte[32]);
    final LayerOperations layers = new LayerOperations(store, address, links);
    BlobStore blobs;
    Uploads uploads;
    LayerUploadOperations parts;

    @BeforeEach
    void open() {
        blobs = new BlobStore(directory, BlobStore.Limits.AWS);
        uploads = new Uploads(store, blobs, UUID::randomUUID);
        parts = new LayerUploadOperations(store, uploads);
        create("app");
    }

    @AfterEach
    void close() {
        scheduler.close();
        store.close();
    }

    void create(String name) {
        repositories.createRepository(
                CreateRepositoryRequest.builder().repositoryName(name).build(), CALL);
    }

    void delete(String name, boolean force) {
        repositories.deleteRepository(
                DeleteRepositoryRequest.builder()
                        .repositoryName(name)
                        .force(force)
                        .build(),
                CALL);
    }

    List<Repository> describe(String... names) {
        var request = DescribeRepositoriesRequest.builder();
        if (names.length > 0) {
            request.repositoryNames(List.of(names));
        }
        return repositories.describeRepositories(request.build(), CALL).repositories();
    }

    List<Tag> tagsOf(String arn) {
        return tags.listTagsForResource(
                        ListTagsForResourceRequest.builder().resourceArn(arn).build(), CALL)
                .tags();
    }

    Digest push(String tag, int number) {
        layer(number);
        put(manifest(number), tag, null);
        return Digest.of(manifest(number).getBytes(UTF_8));
    }

    void put(String manifest, String tag, String digest) {
        images.putImage(
                PutImageRequest.builder()
                        .repositoryName("app")
                        .imageManifest(manifest)
                        .imageTag(tag)
                        .imageDigest(digest)
                        .build(),
                CALL);
    }

    Digest layer(int number) {
        var content = ("layer " + number).getBytes(UTF_8);
        var digest = Digest.of(content);
        var known =
                store.read(reader -> Layers.find(reader, new RepositoryKey(REALM, new RepositoryName("app")), digest));
        if (known.isEmpty() && !describe().isEmpty()) {
            var id = begin();
            part(id, content, 0, content.length);
            complete(id, digest);
        }
        return digest;
    }

    String manifest(int number) {
        var digest = Digest.of(("layer " + number).getBytes(UTF_8));
        return manifest(digest, digest);
    }

    static String manifest(Digest config, Digest layer) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":1},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":2}]}
                """.formatted(DOCKER, config, layer);
    }

    String begin() {
        return parts.initiateLayerUpload(
                        InitiateLayerUploadRequest.builder()
                                .repositoryName("app")
                                .build(),
                        CALL)
                .uploadId();
    }

    UploadLayerPartResponse part(String id, byte[] content, int from, int to) {
        return parts.uploadLayerPart(
                UploadLayerPartRequest.builder()
                        .repositoryName("app")
                        .uploadId(id)
                        .partFirstByte((long) from)
                        .partLastByte(to - 1L)
                        .layerPartBlob(java.util.Arrays.copyOfRange(content, from, to))
                        .build(),
                CALL);
    }

    CompleteLayerUploadResponse complete(String id, Digest digest) {
        return parts.completeLayerUpload(
                CompleteLayerUploadRequest.builder()
                        .repositoryName("app")
                        .uploadId(id)
                        .layerDigests(List.of(digest.toString()))
                        .build(),
                CALL);
    }

    BatchDeleteImageResponse delete(ImageIdentifier... ids) {
        return batches.batchDeleteImage(
                BatchDeleteImageRequest.builder()
                        .repositoryName("app")
                        .imageIds(List.of(ids))
                        .build(),
                CALL);
    }

    List<ImageIdentifier> list(TagStatus status) {
        return images.listImages(listing(status).build(), CALL).imageIds();
    }

    List<ImageIdentifier> pages(TagStatus status, int size) {
        var found = new ArrayList<ImageIdentifier>();
        String token = null;
        do {
            var page = images.listImages(
                    listing(status).maxResults(size).nextToken(token).build(), CALL);
            assertThat(page.imageIds()).hasSizeLessThanOrEqualTo(size);
            found.addAll(page.imageIds());
            token = page.nextToken();
        } while (token != null);
        return found;
    }

    List<String> detailPages(TagStatus status, int size) {
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = images.describeImages(
                    DescribeImagesRequest.builder()
                            .repositoryName("app")
                            .filter(DescribeImagesFilter.builder()
                                    .tagStatus(status)
                                    .build())
                            .maxResults(size)
                            .nextToken(token)
                            .build(),
                    CALL);
            page.imageDetails().forEach(image -> found.add(image.imageDigest()));
            token = page.nextToken();
        } while (token != null);
        return found;
    }

    static ListImagesRequest.Builder listing(TagStatus status) {
        return ListImagesRequest.builder()
                .repositoryName("app")
                .filter(ListImagesFilter.builder().tagStatus(status).build());
    }

    static ImageIdentifier id(Digest digest, String tag) {
        return ImageIdentifier.builder()
                .imageDigest(digest == null ? null : digest.toString())
                .imageTag(tag)
                .build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static void fault(ThrowingCallable call, String code, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.type().name()).isEqualTo(code);
            assertThat(fault.message()).contains(text);
        });
    }
}
