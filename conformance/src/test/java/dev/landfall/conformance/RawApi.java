package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** AWS's APIs without a client's help: bytes out, bytes back, so that nothing is mended on the way. */
final class RawApi implements AutoCloseable {
    private static final Pattern TYPE =
            Pattern.compile("\"__type\"\\s*:\\s*\"(?:[^\"#]*#)?([^\"]*)\"|<Code>([^<]*)</Code>");
    private static final Pattern MESSAGE =
            Pattern.compile("\"[mM]essage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"|<Message>([^<]*)</Message>");

    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    RawApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** What came back. @param code the error's name, empty where there is none */
    record Answer(int status, String code, String message, String body) {}

    Answer ecs(String operation, String json) {
        return json("ecs", "AmazonEC2ContainerServiceV20141113", operation, json);
    }

    Answer ecr(String operation, String json) {
        return json("ecr", "AmazonEC2ContainerRegistry_V20150921", operation, json);
    }

    Answer logs(String operation, String json) {
        return json("logs", "Logs_20140328", operation, json);
    }

    Answer ssm(String operation, String json) {
        return json("ssm", "AmazonSSM", operation, json);
    }

    Answer secrets(String operation, String json) {
        return json("secretsmanager", "secretsmanager", operation, json);
    }

    /** Landfall's own API, which its command speaks. */
    Answer landfall(String operation, String json) {
        return json("landfall", "Landfall", operation, json);
    }

    /** Why a task is where it is: what {@code landfall explain} prints. @param task an ARN, or the beginning of an id */
    ExplainTaskResponse explain(String cluster, String task) {
        var answer = landfall("ExplainTask", "{\"task\":\"" + task + "\",\"cluster\":\"" + cluster + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonCodec.decode(ExplainTaskResponse.SCHEMA, answer.body().getBytes(UTF_8));
    }

    /** Makes this machine an instance of a cluster, as soon as the server has met its engine. */
    void registerInstance(String cluster) {
        eventually(
                "an instance of " + cluster,
                () -> landfall("RegisterInstance", "{\"cluster\":\"" + cluster + "\"}"),
                answer -> answer.status() == 200);
    }

    Answer iam(String form) {
        return send(signed("iam", HttpRequest.newBuilder(endpoint))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("Version=2010-05-08&" + form)));
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(endpoint + path)));
    }

    private Answer json(String service, String target, String operation, String json) {
        return send(signed(service, HttpRequest.newBuilder(endpoint))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target + "." + operation)
                .POST(BodyPublishers.ofString(json)));
    }

    /** A signature that a server in open mode takes at its word: who calls, from which region. */
    private static HttpRequest.Builder signed(String service, HttpRequest.Builder request) {
        return request.header("X-Amz-Date", "20260101T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=%s"
                                .formatted(Clients.ACCOUNT, Clients.REGION, service, "0".repeat(64)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
            return new Answer(
                    response.statusCode(),
                    first(TYPE, response.body()),
                    first(MESSAGE, response.body()),
                    response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            return "";
        }
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    @Override
    public void close() {
        http.close();
    }
}
