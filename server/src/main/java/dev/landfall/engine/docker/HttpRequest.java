package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request of the Docker Engine API.
 *
 * @param path without the version
 * @param body empty for none
 * @param timeout until the whole answer of a call, or the head of a stream, is there
 */
record HttpRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Duration timeout) {
    /** Longer than the slowest honest answer of a busy engine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static HttpRequest get(String path) {
        return new HttpRequest("GET", path, Map.of(), Map.of(), new byte[0], PATIENCE);
    }

    static HttpRequest post(String path) {
        return new HttpRequest("POST", path, Map.of(), Map.of(), new byte[0], PATIENCE);
    }

    static HttpRequest put(String path) {
        return new HttpRequest("PUT", path, Map.of(), Map.of(), new byte[0], PATIENCE);
    }

    static HttpRequest delete(String path) {
        return new HttpRequest("DELETE", path, Map.of(), Map.of(), new byte[0], PATIENCE);
    }

    HttpRequest with(String name, Object value) {
        var more = new LinkedHashMap<>(query);
        more.put(name, value.toString());
        return new HttpRequest(method, path, more, headers, body, timeout);
    }

    HttpRequest header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, path, query, more, body, timeout);
    }

    HttpRequest json(Map<String, ?> content) {
        return bytes("application/json", Json.write(content));
    }

    HttpRequest bytes(String type, byte[] content) {
        return new HttpRequest(method, path, query, headers, content, timeout).header("Content-Type", type);
    }

    HttpRequest within(Duration limit) {
        return new HttpRequest(method, path, query, headers, body, limit);
    }

    ByteBuffer encode(String version) {
        var head = new StringBuilder(256);
        head.append(method).append(' ').append(version).append(path);
        var separator = '?';
        for (var parameter : query.entrySet()) {
            head.append(separator).append(parameter.getKey()).append('=');
            head.append(URLEncoder.encode(parameter.getValue(), UTF_8));
            separator = '&';
        }
        head.append(" HTTP/1.1\r\nHost: docker\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var bytes = head.toString().getBytes(ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + body.length)
                .put(bytes)
                .put(body)
                .flip();
    }
}
