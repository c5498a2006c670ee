package dev.landfall.engine.docker;

import dev.landfall.engine.Image;
import java.io.IOException;
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

    /** Pulls one image, telling its progress; returns when it is there. @throws Cutoff.CutShort */
    void pull(ImageReference reference, Optional<Image.Login> login, Consumer<Json> progress, Cutoff cutoff) {
        var request = HttpRequest.post("/images/create").with("fromImage", reference.pullable());
        consume(
                login.map(user -> request.header("X-Registry-Auth", authorization(user)))
                        .orElse(request),
                progress,
                cutoff);
    }

    /** Makes an image of one layer out of a tar archive, with changes in the language of Dockerfiles. */
    void importTar(String repository, String tag, byte[] tar, List<String> changes, String platform) {
        var request = HttpRequest.post("/images/create")
                .with("fromSrc", "-")
                .with("repo", repository)
                .with("tag", tag)
                .with("platform", platform)
                .bytes("application/x-tar", tar);
        consume(
                changes.isEmpty() ? request : request.with("changes", String.join("\n", changes)),
                line -> {},
                new Cutoff());
    }

    void remove(String reference) {
        client.call(HttpRequest.delete("/images/" + reference).with("force", "true"));
    }

    private static String authorization(Image.Login login) {
        var content = Map.of("username", login.user(), "password", login.password(), "serveraddress", login.registry());
        return Base64.getUrlEncoder().encodeToString(Json.write(content));
    }

    /** Reads progress to its end. @throws DockerFault, also in its course */
    private void consume(HttpRequest request, Consumer<Json> progress, Cutoff cutoff) {
        try (var stream = client.stream(request, cutoff)) {
            var lines = new ProgressLines(stream.in());
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                progress.accept(line.get());
            }
        } catch (IOException | JacksonException e) {
            throw client.away(e, cutoff);
        }
    }
}
