package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.conformance.RegistryImage.Blob;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A registry that speaks the distribution protocol, and answers for some repositories as a real one does on a bad day. */
final class OddRegistry implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/v2/([^/]+)/(manifests|blobs)/(.+)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-.*");
    private static final int TLS_HANDSHAKE = 0x16;
    private static final Map<Integer, String> PHRASES =
            Map.of(200, "OK", 403, "Forbidden", 429, "Too Many Requests", 503, "Service Unavailable");

    /** What came, and where the answer goes; the connection ends with it. */
    record Request(String method, String path, Map<String, String> headers, OutputStream out) {
        void answer(int status, String headers, byte[] body) throws IOException {
            head(status, headers + "Content-Length: " + body.length + "\r\n");
            if (!method.equals("HEAD")) {
                out.write(body);
            }
        }

        void head(int status, String headers) throws IOException {
            var line = "HTTP/1.1 " + status + " " + PHRASES.getOrDefault(status, "Whatever");
            out.write((line + "\r\nConnection: close\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
        }

        /** Begins to send content, or the rest of it that is asked for. @return where that begins */
        int begin(byte[] content) throws IOException {
            var range = RANGE.matcher(headers.getOrDefault("range", ""));
            if (!range.matches()) {
                head(200, "Content-Length: " + content.length + "\r\n");
                return 0;
            }
            var from = Integer.parseInt(range.group(1));
            head(
                    206,
                    "Content-Range: bytes %d-%d/%d\r\nContent-Length: %d\r\n"
                            .formatted(from, content.length - 1, content.length, content.length - from));
            return from;
        }
    }

    /** What a repository answers on a bad day. */
    interface Answer {
        void to(Request request) throws IOException, InterruptedException;
    }

    private record Repository(RegistryImage image, Map<String, Answer> odd) {}

    private final ServerSocket server;
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private OddRegistry(InetAddress address) throws IOException {
        server = new ServerSocket(0, 50, address);
        Thread.ofVirtual().name("registry").start(this::accept);
    }

    /** On loopback, where Docker does not insist on TLS. */
    static OddRegistry onLoopback() throws IOException {
        return at(InetAddress.ofLiteral("127.0.0.1"));
    }

    static OddRegistry at(InetAddress address) throws IOException {
        return new OddRegistry(address);
    }

    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** @return the name of an image that is there and can be had */
    String has(String repository, RegistryImage image) {
        return has(repository, new Repository(image, Map.of()));
    }

    /** @return the name of an image whose manifest is answered like this */
    String hasWithManifest(String repository, RegistryImage image, Answer answer) {
        return has(repository, new Repository(image, Map.of("manifests", answer)));
    }

    /** @return the name of an image whose layer is answered like this */
    String hasWithLayer(String repository, RegistryImage image, Answer answer) {
        return has(repository, new Repository(image, Map.of(image.layer().digest(), answer)));
    }

    private String has(String name, Repository repository) {
        repositories.put(name, repository);
        return address() + "/" + name + ":latest";
    }

    /** How often something of a repository was asked for: {@code manifests}, or a digest. */
    long asked(String repository, String what) {
        return requests.stream().filter((repository + " " + what)::equals).count();
    }

    /** An error as the protocol has it. */
    static Answer error(int status, String code, String message) {
        var body = "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\",\"detail\":{}}]}".formatted(code, message);
        return request -> request.answer(status, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    /** An answer of something between the registry and us. */
    static Answer plain(int status, String text) {
        return request -> request.answer(status, "Content-Type: text/plain\r\n", text.getBytes(UTF_8));
    }

    static Answer manifest(String type, Blob manifest) {
        return request -> request.answer(
                200,
                "Content-Type: " + type + "\r\nDocker-Content-Digest: " + manifest.digest() + "\r\n",
                manifest.bytes());
    }

    static Answer bytes(byte[] content) {
        return request -> request.answer(200, "", content);
    }

    /** A piece of what is asked for; then the connection breaks off. */
    static Answer piece(byte[] content, int bytes) {
        return request -> {
            var from = request.begin(content);
            request.out().write(content, from, Math.min(bytes, content.length - from - 1));
        };
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().name("registry client").start(() -> serve(client));
            }
        } catch (IOException closed) {
            // nobody is served any more
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            in.mark(1);
            if (in.read() == TLS_HANDSHAKE) {
                refuseTls(in, client);
            } else {
                in.reset();
                answer(read(in, client.getOutputStream()));
            }
        } catch (IOException gone) {
            // the client, or this registry
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers in plain words, as a server without TLS does. */
    private static void refuseTls(InputStream in, Socket client) throws IOException {
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
        client.shutdownOutput();
        in.readAllBytes(); // or the kernel would throw the answer away with what was not read
    }

    private static Request read(InputStream in, OutputStream out) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, ISO_8859_1));
        var first = line(lines).split(" ", 3);
        var headers = new HashMap<String, String>();
        for (var line = line(lines); !line.isEmpty(); line = line(lines)) {
            var header = line.split(": ?", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        return new Request(first[0], first[1], headers, out);
    }

    private static String line(BufferedReader lines) throws IOException {
        @Nullable String line = lines.readLine();
        if (line == null) {
            throw new IOException("the client went");
        }
        return line;
    }

    private void answer(Request request) throws IOException, InterruptedException {
        var what = PATH.matcher(request.path());
        if (!what.matches()) {
            request.answer(200, "Docker-Distribution-Api-Version: registry/2.0\r\n", "{}".getBytes(UTF_8));
            return;
        }
        var key = what.group(2).equals("manifests") ? "manifests" : what.group(3);
        if (request.method().equals("GET")) {
            requests.add(what.group(1) + " " + key);
        }
        answer(Optional.ofNullable(repositories.get(what.group(1))), key).to(request);
    }

    private static Answer answer(Optional<Repository> repository, String key) {
        return repository
                .map(known -> known.odd().getOrDefault(key, usual(known.image(), key)))
                .orElseGet(() -> error(404, "NAME_UNKNOWN", "repository name not known to registry"));
    }

    private static Answer usual(RegistryImage image, String key) {
        if (key.equals("manifests")) {
            return manifest(RegistryImage.MANIFEST, image.manifest());
        }
        return List.of(image.config(), image.layer()).stream()
                .filter(blob -> blob.digest().equals(key))
                .findFirst()
                .map(blob -> bytes(blob.bytes()))
                .orElseGet(() -> error(404, "BLOB_UNKNOWN", "blob unknown to registry"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
