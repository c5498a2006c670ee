package dev.landfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.RootCredentials;
import dev.landfall.Settings;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.json.Json;
import dev.landfall.wire.auth.Signer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Calls a running server as its operator: signed with its root key where it has one, in the shell's region. */
final class Api implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI endpoint;
    private final String accessKeyId;
    private final String secretAccessKey;
    private final String region;

    private Api(URI endpoint, String accessKeyId, String secretAccessKey, String region) {
        this.endpoint = endpoint;
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.region = region;
    }

    /**
     * The server that uses the data folder. The shell's AWS_ACCESS_KEY_ID and AWS_DEFAULT_REGION are heeded, so that the
     * account and region are those of {@code aws} in the same shell.
     *
     * @throws Refusal when none runs
     */
    static Api of(Settings settings) throws IOException {
        var endpoint = Instance.running(settings.data())
                .orElseThrow(
                        () -> new Refusal("no server runs with " + settings.data() + "; start it with ./landfall up"));
        var root = RootCredentials.in(settings.data());
        var shell = System.getenv();
        return new Api(
                endpoint,
                variable(shell, "AWS_ACCESS_KEY_ID")
                        .or(() -> root.map(RootCredentials::accessKeyId))
                        .orElse("test"),
                variable(shell, "AWS_SECRET_ACCESS_KEY")
                        .or(() -> root.map(RootCredentials::secretAccessKey))
                        .orElse("test"),
                variable(shell, "AWS_REGION")
                        .or(() -> variable(shell, "AWS_DEFAULT_REGION"))
                        .orElse("us-east-1"));
    }

    private static Optional<String> variable(Map<String, String> shell, String name) {
        return Optional.ofNullable(shell.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * Carries out an operation.
     *
     * @throws Refusal with the error's code and message when the server refuses
     */
    <O extends Structure> O call(ServiceModel service, String operation, Structure in, StructureSchema<O> output)
            throws IOException {
        var metadata = service.metadata();
        var body = JsonCodec.encode(in);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-amz-json-" + metadata.jsonVersion());
        headers.put("X-Amz-Target", metadata.targetPrefix() + "." + operation);
        var uri = endpoint.resolve("/");
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        new Signer(accessKeyId, secretAccessKey, region, metadata.signingName())
                .sign("POST", uri, headers, body, Instant.now())
                .forEach(request::header);
        var answer = send(request.build());
        if (answer.statusCode() != 200) {
            throw refusal(operation, answer);
        }
        return JsonCodec.decode(output, answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new Refusal("nothing answers at " + endpoint);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Refusal refusal(String operation, HttpResponse<byte[]> answer) {
        var text = new String(answer.body(), UTF_8);
        try {
            if (Json.parse(text) instanceof Json.Members members) {
                var message = members.get("message").or(() -> members.get("Message"));
                if (message.orElse(null) instanceof Json.Text(var words)) {
                    return new Refusal(words);
                }
            }
        } catch (Json.Malformed e) {
            // told as it is
        }
        return new Refusal(operation + " was answered with HTTP status " + answer.statusCode() + ": " + text);
    }

    @Override
    public void close() {
        http.close();
    }
}
