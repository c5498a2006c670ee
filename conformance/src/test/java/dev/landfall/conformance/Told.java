package dev.landfall.conformance;

import dev.landfall.json.Json;
import java.time.Instant;

/** What a container is told in JSON: its credentials, its metadata. */
final class Told {
    private Told() {}

    static Json.Members members(String json) throws Json.Malformed {
        return (Json.Members) Json.parse(json);
    }

    static String text(Json.Members members, String name) {
        return members.get(name).map(json -> ((Json.Text) json).value()).orElseThrow();
    }

    static Instant time(Json.Members members, String name) {
        return Instant.parse(text(members, name));
    }
}
