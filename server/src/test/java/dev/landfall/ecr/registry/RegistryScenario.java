package dev.landfall.ecr.registry;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.TagMutability;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry with two repositories, and what its tests do to it. */
abstract class RegistryScenario {
    static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

    @TempDir
    Path directory;

    TestRegistry registry;

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

    Digest push(String repository, String tag) {
        return push(repository, tag, random(50_000));
    }

    Digest push(String repository, String tag, byte[] content) {
        var config = pushBlob(repository, "{}".getBytes(UTF_8));
        var manifest = manifest(config, pushBlob(repository, content));
        assertThat(putManifest(repository, tag, manifest).statusCode()).isEqualTo(201);
        return Digest.of(manifest.getBytes(UTF_8));
    }

    Digest pushBlob(String repository, byte[] content) {
        var digest = Digest.of(content);
        var path = "/v2/" + repository + "/blobs/uploads/?digest=" + digest;
        assertThat(registry.send("POST", path, ofByteArray(content)).statusCode())
                .isEqualTo(201);
        return digest;
    }

    HttpResponse<byte[]> putManifest(String repository, String tag, String manifest) {
        return put(repository, tag, manifest, MANIFEST_TYPE);
    }

    HttpResponse<byte[]> put(String repository, String reference, String manifest, String type) {
        BodyPublisher body = ofByteArray(manifest.getBytes(UTF_8));
        return registry.send("PUT", "/v2/" + repository + "/manifests/" + reference, body, "Content-Type", type);
    }

    HttpResponse<byte[]> patch(String location, byte[] content, int from, int to) {
        return registry.send(
                "PATCH", location, ofByteArray(content, from, to - from), "Content-Range", from + "-" + (to - 1));
    }

    HttpResponse<byte[]> finish(String location, Digest digest) {
        return registry.send("PUT", location + "?digest=" + digest, noBody());
    }

    List<Path> files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    String raw(String requestLine) throws IOException {
        return raw(requestLine, "127.0.0.1", registry.login(TestRegistry.REALM, "someone", Instant.now()));
    }

    String rawStatus(String host, String login) throws IOException {
        return raw("GET /v2/ HTTP/1.1", host, login).lines().findFirst().orElseThrow();
    }

    String raw(String requestLine, String host, String login) throws IOException {
        try (var socket = new Socket("127.0.0.1", registry.port())) {
            var request = requestLine + "\r\nHost: " + host + "\r\nAuthorization: " + login
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    static String manifest(Digest config, Digest layer) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":2},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"%s","size":3}]}
                """.formatted(MANIFEST_TYPE, config, layer);
    }

    static String index(Digest image) {
        return "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}]}"
                .formatted(MANIFEST_TYPE, image);
    }

    static String error(String code, String message) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    static String password(String login) {
        var pair = new String(java.util.Base64.getDecoder().decode(login.substring("Basic ".length())), UTF_8);
        return pair.substring("AWS:".length());
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
