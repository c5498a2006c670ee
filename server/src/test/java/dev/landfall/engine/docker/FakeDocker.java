package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Answers requests over a unix socket with prepared bytes, in their order. */
final class FakeDocker implements AutoCloseable {
    /** An answer that is no answer: the connection is closed instead. */
    static final String HANG_UP = "";
    /** An answer that never comes. */
    static final String SILENCE = "…";

    static final String VERSION = ok("{\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}");

    private final ServerSocketChannel server;
    private final DockerHost host;
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<String>> particular = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch gone = new CountDownLatch(1);

    FakeDocker(Path directory) throws IOException {
        host = new DockerHost(directory.resolve("fake.sock"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(host.socket()));
        Thread.startVirtualThread(this::serve);
    }

    static String ok(String json) {
        return answer(200, json);
    }

    static String answer(int status, String json) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    DockerHost host() {
        return host;
    }

    void willAnswer(String... bytes) {
        answers.addAll(List.of(bytes));
    }

    /** To a request whose first line has this in it, before all others. */
    void willAnswerTo(String part, String... bytes) {
        particular.computeIfAbsent(part, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(bytes));
    }

    private String answerTo(String request) {
        return particular.entrySet().stream()
                .filter(entry -> request.contains(entry.getKey()))
                .flatMap(entry -> Stream.ofNullable(entry.getValue().poll()))
                .findFirst()
                .orElseGet(answers::remove);
    }

    /** The first lines of the requests that came. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /** Waits until some client has closed its connection. */
    void awaitGone() throws InterruptedException {
        if (!gone.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody closed a connection");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                var client = server.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), ISO_8859_1));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var request = line;
                requests.add(request);
                var length = 0;
                for (var header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                    if (header.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(header.substring(16));
                    }
                }
                in.skip(length);
                var answer = answerTo(request);
                if (answer.equals(HANG_UP)) {
                    return;
                }
                if (!answer.equals(SILENCE)) {
                    client.write(ByteBuffer.wrap(answer.getBytes(ISO_8859_1)));
                }
            }
        } catch (IOException e) {
            // The client went.
        } finally {
            gone.countDown();
        }
    }
}
