package dev.landfall.ecs.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import dev.landfall.wire.http.HttpResponse;
import java.io.IOException;

/** An answer of the agent's. */
record AgentAnswer(int status, String contentType, String body) {
    static final AgentAnswer NOTHING_HERE = plain(404, "404 page not found\n");
    static final AgentAnswer WRONG_METHOD = plain(405, "");
    static final AgentAnswer TOO_MANY = plain(429, "You have reached maximum request limit.");

    static AgentAnswer ok(Json json) {
        return json(200, json);
    }

    static AgentAnswer json(int status, Json json) {
        return new AgentAnswer(status, "application/json", JsonText.of(json));
    }

    /** How the metadata endpoint refuses: with one JSON text. */
    static AgentAnswer text(int status, String text) {
        return json(status, new Json.Text(text));
    }

    private static AgentAnswer plain(int status, String text) {
        return new AgentAnswer(status, "text/plain; charset=utf-8", text);
    }

    void send(HttpResponse response) throws IOException {
        response.status(status).header("Content-Type", contentType).send(body.getBytes(UTF_8));
    }
}
