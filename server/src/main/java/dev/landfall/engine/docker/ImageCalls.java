package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** The calls about images. All throw {@link DockerFault} and {@link dev.landfall.engine.Engine.EngineAway}. */
record ImageCalls(DockerClient client) {
    Optional<ImageInfo> inspect(String reference) {
        try {
            return Optional.of(ImageInfo.of(client.call(HttpRequest.get("/images/" + reference + "/json"))));
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Pulls one image, telling its progress; returns when it is there. */
    void pull(ImageReference reference, Optional<Image.Login> login, Consumer<Json> progress) {
        var request = HttpRequest.post("/images/create").with("fromImage", reference.pullable());
        consume(
                login.map(user -> request.header("X-Registry-Auth", authorization(user)))
                        .orElse(request),
                progress);
    }

    /** Makes an image of one layer out of a tar archive, with changes in the language of Dockerfiles. */
    void importTar(String repository, String tag, byte[] tar, List<String> changes, String platform) {
        var request = HttpRequest.post("/images/create")
                .with("fromSrc", "-")
                .with("repo", repository)
                .with("tag", tag)
                .with("platform", platform)
                .bytes("application/x-tar", tar);
        consume(changes.isEmpty() ? request : request.with("changes", String.join("\n", changes)), line -> {});
    }

    void remove(String reference) {
        client.call(HttpRequest.delete("/images/" + reference).with("force", "true"));
    }

    private static String authorization(Image.Login login) {
        var content = Map.of("username", login.user(), "password", login.password(), "serveraddress", login.registry());
        return Base64.getUrlEncoder().encodeToString(Json.write(content));
    }

    /** Reads progress to its end. A failure in its course comes as a line of it, under the status 200. */
    private void consume(HttpRequest request, Consumer<Json> progress) {
        try (var stream = client.stream(request);
                var lines = new BufferedReader(new InputStreamReader(stream.in(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var told = Json.read(line.getBytes(UTF_8));
                if (line.contains("\"error\"")) {
                    throw new DockerFault(200, told.text("error").orElse(line));
                }
                progress.accept(told);
            }
        } catch (IOException | JacksonException e) {
            throw client.away(e);
        }
    }
}
