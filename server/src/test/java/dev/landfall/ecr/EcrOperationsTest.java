package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EcrOperationsTest {
    private static final Realm REALM = new Realm("123456789012", "eu-west-1");
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    private static final Call CALL = new Call(REALM, Principal.root("123456789012", "AKIAX"), "request", NOW);
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

    @TempDir
    Path directory;

    private final Store store = new MemoryStore();
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final RegistryAddress address = new RegistryAddress(4566, true);
    private final PageTokens pages = new PageTokens(new byte[32]);
    private final LoginTokens logins = new LoginTokens(new byte[32]);
    private final RepositoryOperations repositories = new RepositoryOperations(store, address, pages);
    private final TagOperations tags = new TagOperations(store);
    private final ImageOperations images = new ImageOperations(store, pages);
    private final ImageBatchOperations batches = new ImageBatchOperations(store);
    private final LayerLinks links = new LayerLinks(new byte[32]);
    private final LayerOperations layers = new LayerOperations(store, address, links);
    private BlobStore blobs;
    private Uploads uploads;
    private LayerUploadOperations parts;

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

    @Test
    void createsARepositoryAsAwsShowsIt() {
        var made = repositories
                .createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("team/web")
                                .imageTagMutability(ImageTagMutability.IMMUTABLE)
                                .tags(List.of(Tag.builder().key("a").value("b").build()))
                                .build(),
                        CALL)
                .repository();
        assertThat(made.repositoryArn()).isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/team/web");
        assertThat(made.registryId()).isEqualTo("123456789012");
        assertThat(made.repositoryUri()).isEqualTo("123456789012.dkr.ecr.eu-west-1.localhost:4566/team/web");
        assertThat(made.createdAt()).isEqualTo(NOW);
        assertThat(made.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(made.imageScanningConfiguration().scanOnPush()).isFalse();
        assertThat(made.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.AES256);
        assertThat(describe("team/web")).containsExactly(made);
        assertThat(tagsOf(made.repositoryArn()))
                .containsExactly(Tag.builder().key("a").value("b").build());
    }

    @Test
    void refusesARepositoryThatCannotBe() {
        fault(
                () -> create("app"),
                "RepositoryAlreadyExistsException",
                "The repository with name 'app' already exists in the registry with id '123456789012'");
        for (var name : List.of("", "a", "App", "a//b", "../a", "a/../b", "a_", "-a", "a..b", "a".repeat(257))) {
            fault(() -> create(name), "InvalidParameterException", "repositoryName");
        }
        fault(
                () -> repositories.createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("kms")
                                .encryptionConfiguration(EncryptionConfiguration.builder()
                                        .encryptionType(EncryptionType.KMS)
                                        .build())
                                .build(),
                        CALL),
                "InvalidParameterException",
                "AES256");
        fault(
                () -> repositories.createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("mixed")
                                .imageTagMutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION)
                                .build(),
                        CALL),
                "InvalidParameterException",
                "imageTagMutabilityExclusionFilters");
        fault(
                () -> repositories.createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("other")
                                .registryId("999999999999")
                                .build(),
                        CALL),
                "AccessDeniedException",
                "999999999999");
        assertThat(describe()).extracting(Repository::repositoryName).containsExactly("app");
    }

    @Test
    void describesRepositoriesPageByPageAndByName() {
        for (var name : List.of("b/1", "b/2", "cc")) {
            create(name);
        }
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = repositories.describeRepositories(
                    DescribeRepositoriesRequest.builder()
                            .maxResults(3)
                            .nextToken(token)
                            .build(),
                    CALL);
            page.repositories().forEach(repository -> found.add(repository.repositoryName()));
            token = page.nextToken();
        } while (token != null);
        assertThat(found).containsExactly("app", "b/1", "b/2", "cc");
        assertThat(describe("cc", "app")).extracting(Repository::repositoryName).containsExactly("cc", "app");
        fault(
                () -> describe("cc", "none"),
                "RepositoryNotFoundException",
                "The repository with name 'none' does not exist in the registry with id '123456789012'");
        fault(
                () -> repositories.describeRepositories(
                        DescribeRepositoriesRequest.builder().nextToken("x").build(), CALL),
                "InvalidParameterException",
                "nextToken");
    }

    @Test
    void keepsRealmsApart() {
        var elsewhere = new Call(new Realm("123456789012", "us-east-1"), CALL.principal(), "r", NOW);
        assertThat(repositories
                        .describeRepositories(
                                DescribeRepositoriesRequest.builder().build(), elsewhere)
                        .repositories())
                .isEmpty();
    }

    @Test
    void deletesARepositoryWithImagesOnlyByForce() {
        push("v1", 1);
        fault(
                () -> delete("app", false),
                "RepositoryNotEmptyException",
                "The repository with name 'app' in registry with id '123456789012' cannot be deleted because it still contains images");
        delete("app", true);
        fault(() -> delete("app", true), "RepositoryNotFoundException", "'app'");
        create("app");
        assertThat(list(null)).isEmpty();
    }

    @Test
    void tagsRepositories() {
        var arn = describe("app").getFirst().repositoryArn();
        tags.tagResource(
                TagResourceRequest.builder()
                        .resourceArn(arn)
                        .tags(List.of(tag("b", "2"), tag("a", "1")))
                        .build(),
                CALL);
        tags.untagResource(
                UntagResourceRequest.builder()
                        .resourceArn(arn)
                        .tagKeys(List.of("b", "x"))
                        .build(),
                CALL);
        assertThat(tagsOf(arn)).containsExactly(tag("a", "1"));
        fault(
                () -> tags.tagResource(
                        TagResourceRequest.builder()
                                .resourceArn(arn)
                                .tags(IntStream.range(0, 50)
                                        .mapToObj(i -> tag("k" + i, ""))
                                        .toList())
                                .build(),
                        CALL),
                "TooManyTagsException",
                "50");
        fault(
                () -> tags.tagResource(
                        TagResourceRequest.builder()
                                .resourceArn(arn)
                                .tags(List.of(tag("aws:x", "")))
                                .build(),
                        CALL),
                "InvalidTagParameterException",
                "reserved");
        fault(() -> tagsOf("arn:aws:s3:::x"), "InvalidParameterException", "resourceArn");
        fault(() -> tagsOf(arn + "x"), "RepositoryNotFoundException", "'appx'");
    }

    @Test
    void givesOutALoginThatTheRegistryReads() {
        var data = new AuthorizationOperations(logins, address)
                .getAuthorizationToken(GetAuthorizationTokenRequest.builder().build(), CALL)
                .authorizationData()
                .getFirst();
        assertThat(data.proxyEndpoint()).isEqualTo("http://123456789012.dkr.ecr.eu-west-1.localhost:4566");
        assertThat(data.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(12)));
        var pair = new String(Base64.getDecoder().decode(data.authorizationToken()), UTF_8).split(":");
        assertThat(pair).hasSize(2).startsWith("AWS");
        assertThat(logins.read(pair[1]).orElseThrow())
                .isEqualTo(new LoginToken(REALM, CALL.principal(), data.expiresAt()));
    }

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

    @Test
    void namesTheLayersThatAreMissing() {
        var absent = Digest.of("absent".getBytes(UTF_8));
        fault(() -> put(manifest(absent, absent), "v1", null), "LayersNotFoundException", absent.toString());
    }

    @Test
    void uploadsALayerInParts() {
        var content = new byte[6 * 1024 * 1024];
        new Random(1).nextBytes(content);
        var id = begin();
        assertThat(part(id, content, 0, 5 * 1024 * 1024).lastByteReceived()).isEqualTo(5 * 1024 * 1024 - 1);
        fault(() -> part(id, content, 10, 20), "InvalidLayerPartException", "does not follow");
        part(id, content, 5 * 1024 * 1024, content.length);
        assertThat(complete(id, Digest.of(content)).layerDigest())
                .isEqualTo(Digest.of(content).toString());

        var answer = layers.batchCheckLayerAvailability(
                BatchCheckLayerAvailabilityRequest.builder()
                        .repositoryName("app")
                        .layerDigests(List.of(
                                Digest.of(content).toString(),
                                Digest.of(new byte[9]).toString(),
                                "x"))
                        .build(),
                CALL);
        assertThat(answer.layers())
                .extracting(Layer::layerAvailability, Layer::layerSize)
                .containsExactly(
                        tuple(LayerAvailability.AVAILABLE, (long) content.length),
                        tuple(LayerAvailability.UNAVAILABLE, null));
        assertThat(answer.failures())
                .extracting(LayerFailure::failureCode)
                .containsExactly(LayerFailureCode.INVALID_LAYER_DIGEST);
    }

    @Test
    void refusesUploadsThatBreakTheRules() {
        var empty = begin();
        fault(() -> complete(empty, Digest.of(new byte[0])), "EmptyUploadException", empty);
        var small = begin();
        part(small, new byte[20], 0, 10);
        part(small, new byte[20], 10, 20);
        fault(() -> complete(small, Digest.of(new byte[20])), "LayerPartTooSmallException", "");
        var wrong = begin();
        part(wrong, new byte[20], 0, 20);
        fault(() -> complete(wrong, Digest.of(new byte[21])), "InvalidLayerException", "digest");
        fault(() -> complete(wrong, Digest.of(new byte[20])), "UploadNotFoundException", wrong);
        for (var again : List.of(begin(), begin())) {
            part(again, new byte[20], 0, 20);
            try {
                complete(again, Digest.of(new byte[20]));
            } catch (Fault fault) {
                assertThat(fault.type().name()).isEqualTo("LayerAlreadyExistsException");
            }
        }
        fault(() -> part("../../etc/passwd", new byte[1], 0, 1), "UploadNotFoundException", "");
        fault(
                () -> parts.initiateLayerUpload(
                        InitiateLayerUploadRequest.builder()
                                .repositoryName("none")
                                .build(),
                        CALL),
                "RepositoryNotFoundException",
                "'none'");
    }

    @Test
    void linksToLayersThatImagesHave() {
        push("v1", 1);
        var layer = layer(1);
        var url = layers.getDownloadUrlForLayer(
                        GetDownloadUrlForLayerRequest.builder()
                                .repositoryName("app")
                                .layerDigest(layer.toString())
                                .build(),
                        CALL)
                .downloadUrl();
        assertThat(url)
                .startsWith("http://123456789012.dkr.ecr.eu-west-1.localhost:4566/_landfall/ecr/layers/" + layer);
        fault(
                () -> layers.getDownloadUrlForLayer(
                        GetDownloadUrlForLayerRequest.builder()
                                .repositoryName("app")
                                .layerDigest(Digest.of(new byte[7]).toString())
                                .build(),
                        CALL),
                "LayersNotFoundException",
                "");
    }

    @Test
    void sweepsWhatNothingRefersTo() throws IOException {
        push("v1", 1);
        push("v2", 2);
        var idle = begin();
        part(idle, new byte[20], 0, 20);
        var sweep = new RegistrySweep(store, blobs, uploads, scheduler);
        delete(id(null, "v2"));

        sweep.sweep(NOW);
        assertThat(blobs.all()).contains(layer(1), layer(2)); // a push could be counting on it still
        sweep.sweep(NOW.plus(Duration.ofDays(2)));
        assertThat(blobs.all()).contains(layer(1)).doesNotContain(layer(2));
        delete("app", true);
        sweep.sweep(Instant.now().plus(Duration.ofDays(2)));
        assertThat(blobs.all()).isEmpty();
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    private void create(String name) {
        repositories.createRepository(
                CreateRepositoryRequest.builder().repositoryName(name).build(), CALL);
    }

    private void delete(String name, boolean force) {
        repositories.deleteRepository(
                DeleteRepositoryRequest.builder()
                        .repositoryName(name)
                        .force(force)
                        .build(),
                CALL);
    }

    private List<Repository> describe(String... names) {
        var request = DescribeRepositoriesRequest.builder();
        if (names.length > 0) {
            request.repositoryNames(List.of(names));
        }
        return repositories.describeRepositories(request.build(), CALL).repositories();
    }

    private List<Tag> tagsOf(String arn) {
        return tags.listTagsForResource(
                        ListTagsForResourceRequest.builder().resourceArn(arn).build(), CALL)
                .tags();
    }

    private Digest push(String tag, int number) {
        layer(number);
        put(manifest(number), tag, null);
        return Digest.of(manifest(number).getBytes(UTF_8));
    }

    private void put(String manifest, String tag, String digest) {
        images.putImage(
                PutImageRequest.builder()
                        .repositoryName("app")
                        .imageManifest(manifest)
                        .imageTag(tag)
                        .imageDigest(digest)
                        .build(),
                CALL);
    }

    private Digest layer(int number) {
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

    private String manifest(int number) {
        var digest = Digest.of(("layer " + number).getBytes(UTF_8));
        return manifest(digest, digest);
    }

    private static String manifest(Digest config, Digest layer) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":1},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":2}]}
                """.formatted(DOCKER, config, layer);
    }

    private String begin() {
        return parts.initiateLayerUpload(
                        InitiateLayerUploadRequest.builder()
                                .repositoryName("app")
                                .build(),
                        CALL)
                .uploadId();
    }

    private UploadLayerPartResponse part(String id, byte[] content, int from, int to) {
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

    private CompleteLayerUploadResponse complete(String id, Digest digest) {
        return parts.completeLayerUpload(
                CompleteLayerUploadRequest.builder()
                        .repositoryName("app")
                        .uploadId(id)
                        .layerDigests(List.of(digest.toString()))
                        .build(),
                CALL);
    }

    private BatchDeleteImageResponse delete(ImageIdentifier... ids) {
        return batches.batchDeleteImage(
                BatchDeleteImageRequest.builder()
                        .repositoryName("app")
                        .imageIds(List.of(ids))
                        .build(),
                CALL);
    }

    private List<ImageIdentifier> list(TagStatus status) {
        return images.listImages(listing(status).build(), CALL).imageIds();
    }

    private List<ImageIdentifier> pages(TagStatus status, int size) {
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

    private List<String> detailPages(TagStatus status, int size) {
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

    private static ListImagesRequest.Builder listing(TagStatus status) {
        return ListImagesRequest.builder()
                .repositoryName("app")
                .filter(ListImagesFilter.builder().tagStatus(status).build());
    }

    private static ImageIdentifier id(Digest digest, String tag) {
        return ImageIdentifier.builder()
                .imageDigest(digest == null ? null : digest.toString())
                .imageTag(tag)
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void fault(ThrowingCallable call, String code, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.type().name()).isEqualTo(code);
            assertThat(fault.message()).contains(text);
        });
    }
}
