package dev.landfall.wire;

import java.util.Map;

/** What goes back to the client, but for the headers that every answer has. */
record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }
}
