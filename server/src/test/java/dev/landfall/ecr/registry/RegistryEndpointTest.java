package dev.landfall.ecr.registry;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.LoginTokens;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.TagMutability;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryEndpointTest {
    private static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

    @TempDir
    Path directory;

    private TestRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new TestRegistry(directory, new BlobStore.Limits(2_000_000, 5));
        registry.create("app", TagMutability.MUTABLE);
        registry.create("team/other", TagMutability.MUTABLE);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void asksWhoIsNotLoggedInToLogIn() {
        for (var path : List.of("/v2/", "/v2", "/v2/app/tags/list", "/v2/no/such/thing")) {
            var answer = registry.sendAs("", "GET", path, noBody());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(header(answer, "WWW-Authenticate"))
                    .isEqualTo("Basic realm=\"http://localhost:4566/\",service=\"ecr.amazonaws.com\"");
            assertThat(text(answer)).isEqualTo("Not Authorized\n");
        }
        assertThat(registry.send("GET", "/v2/", noBody()).statusCode()).isEqualTo(200);
    }

    @Test
    void letsNobodyInWithAPasswordItDidNotMake() {
        var good = registry.login(TestRegistry.REALM, "someone", Instant.now());
        var elsewhere = new LoginTokens("another secret of thirty-two chars".getBytes(UTF_8));
        var forged = elsewhere.password(
                elsewhere.issue(TestRegistry.REALM, Principal.root("123456789012", "A"), Instant.now()));
        for (var login : List.of(
                "Bearer x",
                "Basic !",
                TestRegistry.basic("AWS:"),
                TestRegistry.basic("AWS:x.y"),
                TestRegistry.basic("AWS:" + forged),
                TestRegistry.basic("root:" + password(good)),
                TestRegistry.basic("AWS:" + password(good) + "A"),
                TestRegistry.basic("AWS:A" + password(good)))) {
            assertThat(registry.sendAs(login, "GET", "/v2/", noBody()).statusCode())
                    .as(login)
                    .isEqualTo(401);
        }
    }

    @Test
    void tellsWhoseLoginRanOutToLogInAgain() {
        var old = registry.login(TestRegistry.REALM, "someone", Instant.now().minus(Duration.ofHours(13)));
        var answer = registry.sendAs(old, "GET", "/v2/", noBody());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer))
                .isEqualTo(error("DENIED", "Your authorization token has expired. Reauthenticate and try again."));
    }

    @Test
    void opensOnlyTheRealmThatTheLoginIsFor() {
        push("app", "v1");
        var elsewhere = registry.login(new Realm("999999999999", "eu-west-1"), "someone", Instant.now());
        var answer = registry.sendAs(elsewhere, "GET", "/v2/app/manifests/v1", noBody());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer))
                .isEqualTo(error(
                        "NAME_UNKNOWN",
                        "The repository with name 'app' does not exist in the registry with id '999999999999'"));
    }

    @Test
    void refusesALoginForAnotherRegistryThanTheHostNames() throws IOException {
        var login = registry.login(TestRegistry.REALM, "someone", Instant.now());
        assertThat(rawStatus("123456789012.dkr.ecr.eu-west-1.localhost:4566", login))
                .contains(" 200 ");
        assertThat(rawStatus("123456789012.dkr.ecr.us-east-1.localhost:4566", login))
                .contains(" 403 ");
    }

    @Test
    void refusesWhatThePrincipalMayNotDo() {
        var nobody = registry.login(TestRegistry.REALM, "nobody", Instant.now());
        var answer = registry.sendAs(nobody, "POST", "/v2/app/blobs/uploads/", noBody());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer))
                .isEqualTo(
                        error(
                                "DENIED",
                                "ecr:InitiateLayerUpload on [arn:aws:ecr:eu-west-1:123456789012:repository/app] is not for arn:aws:iam::123456789012:user/nobody"));
    }

    @Test
    void givesBackWhatWasPushedByTagAndByDigest() {
        var digest = push("app", "v1");
        for (var reference : List.of("v1", digest.toString())) {
            var pulled = registry.send("GET", "/v2/app/manifests/" + reference, noBody());
            assertThat(pulled.statusCode()).isEqualTo(200);
            assertThat(Digest.of(pulled.body())).isEqualTo(digest);
            assertThat(header(pulled, "Docker-Content-Digest")).isEqualTo(digest.toString());
            assertThat(header(pulled, "Content-Type")).isEqualTo(MANIFEST_TYPE);

            var asked = registry.send("HEAD", "/v2/app/manifests/" + reference, noBody());
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(header(asked, "Content-Length")).isEqualTo(String.valueOf(pulled.body().length));
        }
        assertThat(text(registry.send("GET", "/v2/app/tags/list", noBody())))
                .isEqualTo("{\"name\":\"app\",\"tags\":[\"v1\"]}");
    }

    @Test
    void takesALayerInChunksAndSaysWhereItStands() {
        var content = random(900_000);
        var begun = registry.send("POST", "/v2/app/blobs/uploads/", noBody());
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(header(begun, "Range")).isEqualTo("0-0");
        var location = header(begun, "Location");
        assertThat(location).isEqualTo("/v2/app/blobs/uploads/" + header(begun, "Docker-Upload-UUID"));

        var first = patch(location, content, 0, 400_000);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Range")).isEqualTo("0-399999");

        var gap = patch(location, content, 400_001, 500_000);
        assertThat(gap.statusCode()).isEqualTo(416);
        assertThat(header(gap, "Range")).isEqualTo("0-399999");
        assertThat(patch(location, content, 0, 400_000).statusCode()).isEqualTo(416);

        var status = registry.send("GET", location, noBody());
        assertThat(status.statusCode()).isEqualTo(204);
        assertThat(header(status, "Range")).isEqualTo("0-399999");

        assertThat(patch(location, content, 400_000, 800_000).statusCode()).isEqualTo(202);
        var last = registry.send(
                "PUT",
                location + "?digest=" + Digest.of(content),
                ofByteArray(content, 800_000, 100_000),
                "Content-Range",
                "800000-899999");
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(header(last, "Location")).isEqualTo("/v2/app/blobs/" + Digest.of(content));
        assertThat(registry.send("GET", header(last, "Location"), noBody()).body())
                .isEqualTo(content);
        assertThat(registry.send("GET", location, noBody()).statusCode()).isEqualTo(404);
    }

    @Test
    void continuesAnUploadAfterARestart() throws IOException {
        var content = random(600_000);
        var location = header(registry.send("POST", "/v2/app/blobs/uploads/", noBody()), "Location");
        patch(location, content, 0, 250_000);
        registry.restart();

        assertThat(header(registry.send("GET", location, noBody()), "Range")).isEqualTo("0-249999");
        assertThat(patch(location, content, 250_000, 600_000).statusCode()).isEqualTo(202);
        assertThat(finish(location, Digest.of(content)).statusCode()).isEqualTo(201);
        assertThat(registry.send("GET", "/v2/app/blobs/" + Digest.of(content), noBody())
                        .body())
                .isEqualTo(content);
    }

    @Test
    void keepsNothingWhoseDigestIsWrong() throws IOException {
        var content = random(10_000);
        var wrong = Digest.of(random(10_001));
        var location = header(registry.send("POST", "/v2/app/blobs/uploads/", noBody()), "Location");
        patch(location, content, 0, content.length);

        var refused = finish(location, wrong);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(text(refused)).contains("DIGEST_INVALID");
        for (var digest : List.of(wrong, Digest.of(content))) {
            assertThat(registry.send("HEAD", "/v2/app/blobs/" + digest, noBody())
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(finish(location, Digest.of(content)).statusCode()).isEqualTo(404);
        assertThat(files()).isEmpty();
    }

    @Test
    void takesALayerInOneRequest() {
        var content = random(5_000);
        var path = "/v2/app/blobs/uploads/?digest=" + Digest.of(content);
        assertThat(registry.send("POST", path, ofByteArray(content)).statusCode())
                .isEqualTo(201);
        var streamed = ofInputStream(() -> new ByteArrayInputStream(content)); // without a Content-Length
        assertThat(registry.send("POST", path, streamed).statusCode()).isEqualTo(201);
        assertThat(registry.send("GET", "/v2/app/blobs/" + Digest.of(content), noBody())
                        .body())
                .isEqualTo(content);
    }

    @Test
    void refusesALayerThatIsTooLargeOrOneUploadTooMany() {
        var location = header(registry.send("POST", "/v2/app/blobs/uploads/", noBody()), "Location");
        var tooLarge = registry.send("PATCH", location, ofByteArray(random(2_000_001)));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(registry.send("GET", location, noBody()).statusCode()).isEqualTo(404);

        for (var i = 0; i < 5; i++) {
            assertThat(registry.send("POST", "/v2/app/blobs/uploads/", noBody()).statusCode())
                    .isEqualTo(202);
        }
        var tooMany = registry.send("POST", "/v2/app/blobs/uploads/", noBody());
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(text(tooMany)).contains("TOOMANYREQUESTS");
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        var begun = registry.send("POST", "/v2/app/blobs/uploads/", noBody());
        var file = directory.resolve("uploads").resolve(header(begun, "Docker-Upload-UUID"));
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/full")); // every write to it meets a full disk

        var answer = registry.send("PATCH", header(begun, "Location"), ofByteArray(random(100_000)));
        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(text(answer)).isEqualTo(error("UNKNOWN", "no space left on device"));
        assertThat(files()).isEmpty();
        assertThat(registry.send("GET", header(begun, "Location"), noBody()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsTheBlobsOfARepositoryFromAllOthers() {
        var content = random(1_000);
        var digest = pushBlob("app", content);
        assertThat(registry.send("HEAD", "/v2/team/other/blobs/" + digest, noBody())
                        .statusCode())
                .isEqualTo(404);
        assertThat(registry.send("GET", "/v2/team/other/blobs/" + digest, noBody())
                        .statusCode())
                .isEqualTo(404);
        assertThat(putManifest("team/other", "v1", manifest(digest, digest)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void mountsALayerFromARepositoryOfTheSameRegistryOnly() {
        var digest = pushBlob("app", random(1_000));
        var mount = "/v2/team/other/blobs/uploads/?mount=" + digest + "&from=";
        var stranger = registry.login(new Realm("999999999999", "eu-west-1"), "someone", Instant.now());
        assertThat(registry.sendAs(stranger, "POST", mount + "app", noBody()).statusCode())
                .isEqualTo(404);
        assertThat(registry.send("POST", mount + "nothing", noBody()).statusCode())
                .isEqualTo(202);

        var mounted = registry.send("POST", mount + "app", noBody());
        assertThat(mounted.statusCode()).isEqualTo(201);
        assertThat(header(mounted, "Location")).isEqualTo("/v2/team/other/blobs/" + digest);
        assertThat(registry.send("HEAD", "/v2/team/other/blobs/" + digest, noBody())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void sendsTheRangeThatIsAskedFor() {
        var content = random(10_000);
        var path = "/v2/app/blobs/" + pushBlob("app", content);
        var middle = registry.send("GET", path, noBody(), "Range", "bytes=100-199");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(header(middle, "Content-Range")).isEqualTo("bytes 100-199/10000");
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(content, 100, 200));

        var end = registry.send("GET", path, noBody(), "Range", "bytes=9990-");
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(content, 9_990, 10_000));
        var suffix = registry.send("GET", path, noBody(), "Range", "bytes=-5");
        assertThat(suffix.body()).isEqualTo(Arrays.copyOfRange(content, 9_995, 10_000));
        assertThat(registry.send("GET", path, noBody(), "Range", "bytes=10000-").statusCode())
                .isEqualTo(416);
        assertThat(registry.send("GET", path, noBody(), "Range", "lines=1-2").body())
                .isEqualTo(content);

        var head = registry.send("HEAD", path, noBody());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("10000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/../app/tags/list",
                "/v2/%2e%2e/%2e%2e/etc/tags/list",
                "/v2/app/../../x/tags/list",
                "/v2/app%2f..%2f..%2fx/tags/list",
                "/v2//etc/passwd/tags/list",
                "/v2/App/tags/list",
                "/v2/a/tags/list",
                "/v2/app%00/tags/list",
                "/v2/app%5c..%5cx/tags/list",
                "/v2/app/blobs/..%2f..%2f..%2fetc%2fpasswd",
                "/v2/app/blobs/sha256:..%2f..%2fx",
                "/v2/app/blobs/uploads/..%2f..%2fx",
                "/v2/app/manifests/..",
                "/v2/app/manifests/sha256:x",
            })
    void refusesPathsThatLeadElsewhere(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1")).containsPattern("^HTTP/1.1 (400|404) ");
        assertThat(raw("PUT " + path + "?digest=" + Digest.of(new byte[0]) + " HTTP/1.1"))
                .containsPattern("^HTTP/1.1 (400|404|405) ");
        assertThat(files()).isEmpty();
    }

    @Test
    void tellsWhichRepositoryDoesNotExist() {
        for (var request :
                List.of("POST /v2/none/blobs/uploads/", "GET /v2/none/tags/list", "GET /v2/none/manifests/x")) {
            var parts = request.split(" ");
            var answer = registry.send(parts[0], parts[1], noBody());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(text(answer))
                    .isEqualTo(error(
                            "NAME_UNKNOWN",
                            "The repository with name 'none' does not exist in the registry with id '123456789012'"));
        }
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void refusesAManifestThatRefersToWhatIsNotThere() {
        var absent = Digest.of(random(1));
        var layer = pushBlob("app", random(2));
        assertThat(putManifest("app", "v1", manifest(layer, absent)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(text(answer))
                        .contains("MANIFEST_BLOB_UNKNOWN")
                        .contains(absent.toString()));
        assertThat(put("app", "v1", index(absent), INDEX_TYPE).statusCode()).isEqualTo(400);
        assertThat(registry.send("GET", "/v2/app/manifests/v1", noBody()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesManifestsItDoesNotTake() {
        assertThat(text(putManifest("app", "v1", "{}"))).contains("MANIFEST_INVALID");
        assertThat(text(put(
                        "app", "v1", "{\"schemaVersion\":1}", "application/vnd.docker.distribution.manifest.v1+json")))
                .contains("MANIFEST_INVALID");
        assertThat(text(putManifest("app", "-v1", "{}"))).contains("TAG_INVALID");
        assertThat(text(putManifest(
                        "app", Digest.of(new byte[1]).toString(), manifest(push("app", "x"), push("app", "x")))))
                .contains("DIGEST_INVALID");
        assertThat(putManifest("app", "v1", "x".repeat(4 * 1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void movesATagUnlessTheRepositoryForbidsIt() {
        var first = push("app", "latest");
        assertThat(push("app", "latest", random(77))).isNotEqualTo(first);
        registry.create("fixed", new TagMutability(true, List.of("dev-*")));
        push("fixed", "v1");
        var layer = pushBlob("fixed", random(78));
        var refused = putManifest("fixed", "v1", manifest(layer, layer));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(text(refused))
                .isEqualTo(
                        error(
                                "TAG_INVALID",
                                "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the tag is immutable."));
        assertThat(push("fixed", "v1")).isEqualTo(first); // the same image once more is fine
        push("fixed", "dev-1");
        push("fixed", "dev-1", random(79));
    }

    @Test
    void deletesATagAndAnImage() {
        var digest = push("app", "v1");
        push("app", "v2");
        assertThat(registry.send("DELETE", "/v2/app/manifests/v1", noBody()).statusCode())
                .isEqualTo(202);
        assertThat(registry.send("GET", "/v2/app/manifests/v1", noBody()).statusCode())
                .isEqualTo(404);
        assertThat(registry.send("GET", "/v2/app/manifests/v2", noBody()).statusCode())
                .isEqualTo(200);
        assertThat(registry.send("DELETE", "/v2/app/manifests/" + digest, noBody())
                        .statusCode())
                .isEqualTo(202);
        assertThat(registry.send("GET", "/v2/app/manifests/v2", noBody()).statusCode())
                .isEqualTo(404);
        assertThat(registry.send("DELETE", "/v2/app/manifests/" + digest, noBody())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsAnImageWhileAnIndexContainsIt() {
        var image = push("app", "amd64");
        assertThat(put("app", "multi", index(image), INDEX_TYPE).statusCode()).isEqualTo(201);
        var refused = registry.send("DELETE", "/v2/app/manifests/" + image, noBody());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(text(refused)).contains("Requested image referenced by manifest list");
        assertThat(registry.send("DELETE", "/v2/app/manifests/multi", noBody()).statusCode())
                .isEqualTo(202);
        assertThat(registry.send("DELETE", "/v2/app/manifests/" + image, noBody())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void tellsWhoRefersToAnImage() {
        var subject = push("app", "v1");
        var blob = pushBlob("app", "{}".getBytes(UTF_8));
        var signature = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"x/signature",
                 "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},"layers":[],
                 "subject":{"mediaType":"%s","digest":"%s","size":1},"annotations":{"by":"me"}}
                """.formatted(blob, MANIFEST_TYPE, subject);
        var pushed = put(
                "app",
                Digest.of(signature.getBytes(UTF_8)).toString(),
                signature,
                "application/vnd.oci.image.manifest.v1+json");
        assertThat(pushed.statusCode()).isEqualTo(201);
        assertThat(header(pushed, "OCI-Subject")).isEqualTo(subject.toString());

        var all = registry.send("GET", "/v2/app/referrers/" + subject, noBody());
        assertThat(header(all, "Content-Type")).isEqualTo(INDEX_TYPE);
        assertThat(text(all)).contains("x/signature").contains("\"by\":\"me\"");
        var none = registry.send("GET", "/v2/app/referrers/" + subject + "?artifactType=y", noBody());
        assertThat(text(none)).endsWith("\"manifests\":[]}");
        assertThat(header(none, "OCI-Filters-Applied")).isEqualTo("artifactType");
    }

    @Test
    void listsTagsPageByPage() {
        for (var tag : List.of("c", "a", "b")) {
            push("app", tag);
        }
        var first = registry.send("GET", "/v2/app/tags/list?n=2", noBody());
        assertThat(text(first)).isEqualTo("{\"name\":\"app\",\"tags\":[\"a\",\"b\"]}");
        assertThat(header(first, "Link")).isEqualTo("</v2/app/tags/list?last=b&n=2>; rel=\"next\"");
        var second = registry.send("GET", "/v2/app/tags/list?last=b&n=2", noBody());
        assertThat(text(second)).isEqualTo("{\"name\":\"app\",\"tags\":[\"c\"]}");
        assertThat(second.headers().firstValue("Link")).isEmpty();
        assertThat(registry.send("GET", "/v2/app/tags/list?n=x", noBody()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWhatEcrDoesNotOffer() {
        assertThat(registry.send("GET", "/v2/_catalog", noBody()).statusCode()).isEqualTo(405);
        var digest = pushBlob("app", random(3));
        assertThat(registry.send("DELETE", "/v2/app/blobs/" + digest, noBody()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void cancelsAnUpload() {
        var location = header(registry.send("POST", "/v2/app/blobs/uploads/", noBody()), "Location");
        assertThat(registry.send("PATCH", location.replace("/app/", "/team/other/"), noBody())
                        .statusCode())
                .isEqualTo(404);
        assertThat(registry.send("DELETE", location, noBody()).statusCode()).isEqualTo(204);
        assertThat(registry.send("GET", location, noBody()).statusCode()).isEqualTo(404);
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    private Digest push(String repository, String tag) {
        return push(repository, tag, random(50_000));
    }

    private Digest push(String repository, String tag, byte[] content) {
        var config = pushBlob(repository, "{}".getBytes(UTF_8));
        var manifest = manifest(config, pushBlob(repository, content));
        assertThat(putManifest(repository, tag, manifest).statusCode()).isEqualTo(201);
        return Digest.of(manifest.getBytes(UTF_8));
    }

    private Digest pushBlob(String repository, byte[] content) {
        var digest = Digest.of(content);
        var path = "/v2/" + repository + "/blobs/uploads/?digest=" + digest;
        assertThat(registry.send("POST", path, ofByteArray(content)).statusCode())
                .isEqualTo(201);
        return digest;
    }

    private HttpResponse<byte[]> putManifest(String repository, String tag, String manifest) {
        return put(repository, tag, manifest, MANIFEST_TYPE);
    }

    private HttpResponse<byte[]> put(String repository, String reference, String manifest, String type) {
        BodyPublisher body = ofByteArray(manifest.getBytes(UTF_8));
        return registry.send("PUT", "/v2/" + repository + "/manifests/" + reference, body, "Content-Type", type);
    }

    private HttpResponse<byte[]> patch(String location, byte[] content, int from, int to) {
        return registry.send(
                "PATCH", location, ofByteArray(content, from, to - from), "Content-Range", from + "-" + (to - 1));
    }

    private HttpResponse<byte[]> finish(String location, Digest digest) {
        return registry.send("PUT", location + "?digest=" + digest, noBody());
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private String raw(String requestLine) throws IOException {
        return raw(requestLine, "127.0.0.1", registry.login(TestRegistry.REALM, "someone", Instant.now()));
    }

    private String rawStatus(String host, String login) throws IOException {
        return raw("GET /v2/ HTTP/1.1", host, login).lines().findFirst().orElseThrow();
    }

    private String raw(String requestLine, String host, String login) throws IOException {
        try (var socket = new Socket("127.0.0.1", registry.port())) {
            var request = requestLine + "\r\nHost: " + host + "\r\nAuthorization: " + login
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String manifest(Digest config, Digest layer) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":2},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":3}]}
                """.formatted(MANIFEST_TYPE, config, layer);
    }

    private static String index(Digest image) {
        return "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}]}"
                .formatted(MANIFEST_TYPE, image);
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    private static String password(String login) {
        var pair = new String(java.util.Base64.getDecoder().decode(login.substring("Basic ".length())), UTF_8);
        return pair.substring("AWS:".length());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
