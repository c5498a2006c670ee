package dev.landfall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** The container engine alone, over one kept connection: what a task costs at least. */
final class DockerApi implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]+)\"");
    private static final Pattern VERSION = Pattern.compile("\"Version\":\"([^\"]+)\"");
    private static final String JSON = "Content-Type: application/json\r\n";

    private final HttpConnection connection;
    private final String image;

    DockerApi(String socket, String image) throws IOException {
        connection = HttpConnection.toSocket(socket);
        this.image = image;
    }

    String version() {
        var text = connection
                .exchange(HttpConnection.request("GET", "/version", "", new byte[0]))
                .text();
        var found = VERSION.matcher(text);
        return found.find() ? found.group(1) : "unknown";
    }

    /**
     * Nanoseconds until so many containers were started, one after the other; the first on the bridge network, the others in
     * the first one's network, as the containers of a task are. They are removed again outside of that.
     */
    long createAndStart(int containers) {
        var ids = new ArrayList<String>();
        var begun = System.nanoTime();
        for (var number = 0; number < containers; number++) {
            ids.add(createAndStart(number == 0 ? "bridge" : "container:" + ids.getFirst()));
        }
        var taken = System.nanoTime() - begun;
        ids.reversed().forEach(id -> send("DELETE", "/containers/" + id + "?force=true", ""));
        return taken;
    }

    private String createAndStart(String network) {
        var body = "{\"Image\":\"" + image + "\",\"Cmd\":[\"sleep\",\"600\"],\"Labels\":{\"dev.landfall.bench\":\"1\"},"
                + "\"HostConfig\":{\"NetworkMode\":\"" + network + "\"}}";
        var answer = send("POST", "/containers/create", body);
        var id = ID.matcher(answer.text());
        if (!id.find()) {
            throw new IllegalStateException("Docker answered " + answer.text());
        }
        var started = send("POST", "/containers/" + id.group(1) + "/start", "");
        if (started.status() != 204) {
            throw new IllegalStateException("Docker answered " + started.text());
        }
        return id.group(1);
    }

    private HttpConnection.Answer send(String method, String path, String body) {
        var headers = body.isEmpty() ? "" : JSON;
        return connection.exchange(HttpConnection.request(method, path, headers, body.getBytes(UTF_8)));
    }

    @Override
    public void close() {
        connection.close();
    }
}
