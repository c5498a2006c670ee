package dev.landfall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Pattern;

/** The container engine alone, over one kept connection: what a task costs at least. */
final class DockerApi implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]+)\"");
    private static final Pattern VERSION = Pattern.compile("\"Version\":\"([^\"]+)\"");
    private static final String JSON = "Content-Type: application/json\r\n";

    private final HttpConnection connection;
    private final byte[] create;

    DockerApi(String socket, String image) throws IOException {
        connection = HttpConnection.toSocket(socket);
        var body = "{\"Image\":\"" + image + "\",\"Cmd\":[\"sleep\",\"600\"],\"Labels\":{\"dev.landfall.bench\":\"1\"},"
                + "\"HostConfig\":{\"NetworkMode\":\"bridge\"}}";
        create = HttpConnection.request("POST", "/containers/create", JSON, body.getBytes(UTF_8));
    }

    String version() {
        var text = connection
                .exchange(HttpConnection.request("GET", "/version", "", new byte[0]))
                .text();
        var found = VERSION.matcher(text);
        return found.find() ? found.group(1) : "unknown";
    }

    /** Nanoseconds until it was started; it is removed again outside of that. */
    long createAndStart() {
        var begun = System.nanoTime();
        var answer = connection.exchange(create);
        var id = ID.matcher(answer.text());
        if (!id.find()) {
            throw new IllegalStateException("Docker answered " + answer.text());
        }
        var path = "/containers/" + id.group(1);
        var started = connection.exchange(HttpConnection.request("POST", path + "/start", "", new byte[0]));
        var taken = System.nanoTime() - begun;
        connection.exchange(HttpConnection.request("DELETE", path + "?force=true", "", new byte[0]));
        if (started.status() != 204) {
            throw new IllegalStateException("Docker answered " + started.text());
        }
        return taken;
    }

    @Override
    public void close() {
        connection.close();
    }
}
