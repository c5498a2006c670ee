package dev.landfall.ecr.registry;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.TagMutability;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegistryManifestTest extends RegistryScenario {
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
}
