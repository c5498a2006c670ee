package dev.landfall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiEndpointTest {
    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
    private static HttpServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        Authorizer authorizer = (principal, action, resources, context) -> {
            if (principal.account().equals("999999999999")) {
                throw new Denied("User: " + principal.arn() + " is not authorized to perform: " + action);
            }
        };
        server = TinyServer.start(0, new OpenAuthentication(AccessKeys.NONE), authorizer);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    static HttpRequest.Builder request(String target) {
        return signed("test").header("X-Amz-Target", target).header("Content-Type", "application/x-amz-json-1.1");
    }

    private static HttpRequest.Builder signed(String accessKeyId) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("X-Amz-Date", "20261121T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + accessKeyId
                                + "/20261121/eu-west-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=00");
    }

    private static HttpResponse<String> post(HttpRequest.Builder request, byte[] body) throws Exception {
        return client.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> ecs(String operation, String body) throws Exception {
        return post(request(ECS + operation), body.getBytes(UTF_8));
    }

    private static void assertFault(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"__type\":\"" + code + "\",\"message\":\"");
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains(code);
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void carriesACallToItsOperationAndBack() throws Exception {
        var answer = ecs("CreateCluster", "{\"clusterName\":\"c\",\"tags\":[{\"key\":\"k\",\"value\":\"ü\"}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-requestid").orElseThrow())
                .hasSize(36);
        assertThat(answer.body())
                .isEqualTo("{\"cluster\":{\"clusterArn\":\"arn:aws:ecs:eu-west-1:000000000000:cluster/c\","
                        + "\"clusterName\":\"c\",\"status\":\"ACTIVE\",\"tags\":[{\"key\":\"k\",\"value\":\"ü\"}]}}");
    }

    @Test
    void takesNoBodyForAnEmptyOne() throws Exception {
        assertThat(ecs("ListClusters", "").body()).isEqualTo("{\"clusterArns\":[\"arn:aws:iam::000000000000:root\"]}");
    }

    @Test
    void answersAFaultOfTheServiceAsTheService() throws Exception {
        var answer = ecs("DescribeClusters", "{\"clusters\":[\"gone\"]}");
        assertFault(answer, 400, "ClusterNotFoundException");
        assertThat(answer.body())
                .isEqualTo("{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}");
    }

    @Test
    void hidesWhatBroke() throws Exception {
        var answer = ecs("CreateCluster", "{\"clusterName\":\"boom\"}");
        assertFault(answer, 500, "InternalFailure");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void saysWhatItDoesNotKnow() throws Exception {
        assertFault(ecs("Frobnicate", "{}"), 400, "UnknownOperationException");
        assertFault(post(request("DynamoDB_20120810.ListTables"), new byte[0]), 404, "UnknownOperationException");
        assertFault(post(request("nonsense"), new byte[0]), 404, "UnknownOperationException");
    }

    @Test
    void saysWhatIsNotBuiltYet() throws Exception {
        var answer = ecs("CreateTaskSet", "{}");
        assertFault(answer, 501, "NotImplementedException");
        assertThat(answer.body()).contains("Landfall does not implement ecs:CreateTaskSet yet; see docs/coverage.md");
        assertFault(
                post(request("AmazonEC2ContainerRegistry_V20150921.PutImage"), new byte[0]),
                501,
                "NotImplementedException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{",
                "nonsense",
                "[]",
                "\"text\"",
                "{\"clusters\":\"not a list\"}",
                "{\"clusters\":[1]}",
                "{\"clusters\":[null]}",
                "{\"clusters\":[]} trailing",
                "{\"clusters\":{\"a\":1}}",
            })
    void refusesWhatCannotBeRead(String body) throws Exception {
        assertFault(ecs("DescribeClusters", body), 400, "SerializationException");
    }

    @Test
    void refusesGarbageAndBottomlessBodies() throws Exception {
        var random = new Random(7);
        for (var i = 0; i < 200; i++) {
            var garbage = new byte[random.nextInt(64)];
            random.nextBytes(garbage);
            var answer = post(request(ECS + "DescribeClusters"), garbage);
            assertThat(answer.statusCode()).isIn(200, 400); // nothing at all is an empty call
        }
        assertFault(ecs("DescribeClusters", "[".repeat(100_000)), 400, "SerializationException");
        assertFault(ecs("DescribeClusters", "{\"x\":".repeat(100_000)), 400, "SerializationException");
    }

    @Test
    void refusesAValueOutsideItsEnumAsTheServiceDoes() throws Exception {
        var answer = ecs("DescribeClusters", "{\"include\":[\"EVERYTHING\"]}");
        assertFault(answer, 400, "InvalidParameterException");
        assertThat(answer.body()).contains("at 'include' failed to satisfy constraint");
    }

    @Test
    void refusesTheUnsignedAndTheDenied() throws Exception {
        var unsigned = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("X-Amz-Target", ECS + "ListClusters");
        assertFault(post(unsigned, new byte[0]), 400, "MissingAuthenticationTokenException");
        var denied = post(signed("999999999999").header("X-Amz-Target", ECS + "ListClusters"), new byte[0]);
        assertFault(denied, 400, "AccessDeniedException");
        assertThat(denied.body()).contains("is not authorized to perform: ecs:ListClusters");
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        var answer = post(request(ECS + "DescribeClusters"), new byte[Bodies.MOST_BYTES + 1]);
        assertFault(answer, 413, "RequestEntityTooLargeException");
        var chunked = request(ECS + "DescribeClusters")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(new byte[Bodies.MOST_BYTES], new byte[9])));
        assertFault(client.send(chunked.build(), BodyHandlers.ofString()), 413, "RequestEntityTooLargeException");
    }

    @Test
    void readsChunkedAndCompressedBodies() throws Exception {
        var body = ("{\"clusters\":[\"" + "c".repeat(100_000) + "\"]}").getBytes(UTF_8);
        var chunked = request(ECS + "DescribeClusters").POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(body)));
        assertThat(client.send(chunked.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        }
        var compressed = request(ECS + "DescribeClusters").header("Content-Encoding", "gzip");
        assertThat(post(compressed, zipped.toByteArray()).body()).contains("cccc");
        var lie = request(ECS + "DescribeClusters").header("Content-Encoding", "gzip");
        assertFault(post(lie, body), 400, "SerializationException");
    }

    @Test
    void refusesABombOfZeros() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[Bodies.MOST_BYTES + 1]);
        }
        var bomb = request(ECS + "DescribeClusters").header("Content-Encoding", "gzip");
        assertFault(post(bomb, zipped.toByteArray()), 413, "RequestEntityTooLargeException");
    }

    @Test
    void tellsABrowserWhereItIs() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/index.html"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("Landfall answers AWS's APIs here");
    }

    @Test
    void believesNoPageThatABrowserShows() throws Exception {
        var page = request(ECS + "DescribeClusters").header("Origin", "https://evil.example");
        assertFault(post(page, "{}".getBytes(UTF_8)), 400, "AccessDeniedException");
    }

    @Test
    void keepsTheConnectionForTheNextCall() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5_000);
            var call = "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: " + ECS + "Nope\r\nContent-Length: 2\r\n\r\n{}";
            for (var i = 0; i < 3; i++) {
                socket.getOutputStream().write(call.getBytes(UTF_8));
                var answer = new StringBuilder();
                while (answer.indexOf("}") < 0) {
                    answer.append((char) socket.getInputStream().read());
                }
                assertThat(answer.toString()).contains("HTTP/1.1 400").contains("UnknownOperationException");
            }
        }
    }
}
