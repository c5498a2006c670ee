package dev.landfall.ecr.registry;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.blob.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegistryUploadTest extends RegistryScenario {
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
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer)).isEqualTo(error("DENIED", "the registry's disk is full: no space left on device"));
        assertThat(files()).isEmpty();
        assertThat(registry.send("GET", header(begun, "Location"), noBody()).statusCode())
                .isEqualTo(404);
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
}
