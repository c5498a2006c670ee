package dev.landfall.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.s3.EndpointBuckets.Keys;
import dev.landfall.wire.Principal;
import dev.landfall.wire.auth.AccessKey;
import dev.landfall.wire.auth.Unauthenticated;
import dev.landfall.wire.auth.VerifyingAuthentication;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that believes no request whose signature it cannot verify. */
class EndpointBucketsTest {
    private static final AccessKey KEY = new AccessKey(
            "AKIDEXAMPLE",
            "secret",
            Principal.root("123456789012", "AKIDEXAMPLE"),
            Optional.of("token"),
            Optional.empty());

    private final VerifyingAuthentication verifying = new VerifyingAuthentication(
            id -> Optional.of(KEY).filter(key -> key.id().equals(id)));
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(
                Listen.on("127.0.0.1", 0),
                List.of(new Route("/", this::answer)),
                InstantSource.system(),
                UUID::randomUUID);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpRequest request, HttpResponse response) throws IOException {
        asked.add(request.method() + " " + request.rawPath());
        try {
            verifying.authenticate(request, new byte[0], "s3");
        } catch (Unauthenticated e) {
            response.status(403).send("<Error/>".getBytes(UTF_8));
            return;
        }
        switch (request.path()) {
            case "/bucket/app/one.env" -> response.send("A=1".getBytes(UTF_8));
            case "/bucket/large.env" -> response.send(new byte[Buckets.MOST_BYTES + 1]);
            case "/bucket/moved.env" ->
                response.status(307).header("Location", "http://127.0.0.1:1/").send(new byte[0]);
            case "/bucket/broken.env" -> response.status(500).send(new byte[0]);
            default -> response.status(404).send("<Error/>".getBytes(UTF_8));
        }
    }

    private EndpointBuckets buckets(String secret) {
        var keys = new Keys("AKIDEXAMPLE", secret, Optional.of("token"));
        return new EndpointBuckets(endpoint(), Optional.of(keys), "eu-west-1", InstantSource.system());
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Test
    void readsAnObjectByItsPathWithASignature() {
        assertThat(new String(buckets("secret").read("bucket", "app/one.env"), UTF_8))
                .isEqualTo("A=1");
        assertThat(asked).containsExactly("GET /bucket/app/one.env");
    }

    @Test
    void tellsWhatTheEndpointAnswered() {
        assertThat(fault(buckets("wrong"), "app/one.env").status()).isEqualTo(403);
        var unsigned = new EndpointBuckets(endpoint(), Optional.empty(), "eu-west-1", InstantSource.system());
        assertThat(fault(unsigned, "app/one.env").status()).isEqualTo(403);
        assertThat(fault(buckets("secret"), "none.env").status()).isEqualTo(404);
        assertThat(fault(buckets("secret"), "broken.env").status()).isEqualTo(500);
        assertThat(fault(buckets("secret"), "large.env").code()).isEqualTo("EntityTooLarge");
    }

    @Test
    void followsNobodyElsewhere() {
        assertThat(fault(buckets("secret"), "moved.env").status()).isEqualTo(307);
    }

    @Test
    void encodesTheKeyOnce() {
        fault(buckets("secret"), "a b/c+d=é.env");
        assertThat(asked).containsExactly("GET /bucket/a%20b/c%2Bd%3D%C3%A9.env");
    }

    @Test
    void tellsThatNobodyAnswers() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var nobody = new EndpointBuckets(
                URI.create("http://127.0.0.1:" + port), Optional.empty(), "eu-west-1", InstantSource.system());
        assertThat(fault(nobody, "a.env").code()).isEqualTo("RequestError");
    }

    private static S3Fault fault(EndpointBuckets buckets, String key) {
        var thrown = new S3Fault[1];
        assertThatThrownBy(() -> buckets.read("bucket", key))
                .isInstanceOfSatisfying(S3Fault.class, fault -> thrown[0] = fault);
        return thrown[0];
    }
}
