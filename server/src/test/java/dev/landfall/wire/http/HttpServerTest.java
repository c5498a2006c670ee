package dev.landfall.wire.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpServerTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final int MANY = 64;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @AfterEach
    void stop() {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    private void serve(Route... routes) throws IOException {
        serve(MANY, LONG, routes);
    }

    private void serve(int maxConnections, Duration idle, Route... routes) throws IOException {
        serve(new Listen("127.0.0.1", 0, maxConnections, MANY, idle, Duration.ofSeconds(5)), routes);
    }

    private void serve(Listen listen, Route... routes) throws IOException {
        server = HttpServer.start(listen, List.of(routes), InstantSource.system(), UUID::randomUUID);
    }

    private static Route text(String prefix, String answer) {
        return new Route(prefix, (request, response) -> response.send(answer.getBytes(UTF_8)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private java.net.http.HttpResponse<String> get(String path) throws Exception {
        return client.send(java.net.http.HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    /** Sends bytes as they are and reads until the server closes the connection. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void givesARequestToTheLongestPrefix() throws Exception {
        serve(text("/", "root"), text("/v2/", "registry"), text("/_landfall/", "own"));
        assertThat(get("/").body()).isEqualTo("root");
        assertThat(get("/v2/x/manifests/1").body()).isEqualTo("registry");
        assertThat(get("/v2").body()).isEqualTo("registry");
        assertThat(get("/v20").body()).isEqualTo("root");
        assertThat(get("/_landfall/health").body()).isEqualTo("own");
    }

    @Test
    void tellsPathAndQueryRawAndDecoded() throws Exception {
        serve(new Route(
                "/",
                (request, response) -> response.send(String.join(
                                "|",
                                request.rawPath(),
                                request.path(),
                                request.rawQuery(),
                                request.parameter("a b").orElse("none"),
                                request.header("x-thing").orElse("none"),
                                request.authority(),
                                request.remoteAddress())
                        .getBytes(UTF_8))));
        var answer = raw("GET /v2/a%2Fb/../%2e%2e//c?a+b=%C3%A9&z HTTP/1.1\r\nHost: reg.localhost:5\r\nX-THING: 1\r\n"
                + "Connection: close\r\n\r\n");
        assertThat(answer)
                .endsWith("/v2/a%2Fb/../%2e%2e//c|/v2/a/b/../..//c|a+b=%C3%A9&z|é|1|reg.localhost:5|127.0.0.1");
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
        serve(text("/", "four"));
        var answer = raw("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsIgnoringCase("Content-Length: 4").endsWith("\r\n\r\n");
    }

    @Test
    void letsAHandlerAnswerHeadForABodyItDoesNotSend() throws Exception {
        serve(new Route("/", (request, response) -> response.header("Content-Length", "1073741824")));
        var answer = raw("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains("200").containsIgnoringCase("Content-Length: 1073741824");
    }

    @Test
    void sendsContinueOnlyWhenTheBodyIsRead() throws Exception {
        serve(
                new Route(
                        "/read/",
                        (request, response) -> response.send(request.body().readAllBytes())),
                new Route("/refuse/", (request, response) -> response.status(401)));
        var head = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(("PUT /read/" + head).getBytes(US_ASCII));
            var first = new String(socket.getInputStream().readNBytes(25), US_ASCII);
            assertThat(first).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write("abc".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("abc");
        }
        assertThat(raw("PUT /refuse/" + head)).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
    }

    @Test
    void streamsAGigabyteEachWayWithoutHoldingIt() throws Exception {
        var size = 1L << 30;
        var seen = new AtomicLong();
        serve(new Route("/", (request, response) -> {
            assertThat(request.contentLength()).isEmpty();
            var buffer = new byte[64 * 1024];
            try (var in = request.body()) {
                for (int n; (n = in.read(buffer)) >= 0; ) {
                    seen.addAndGet(n);
                }
            }
            try (var in = new Zeros(size)) {
                in.transferTo(response.body());
            }
        }));
        var heapBefore = Runtime.getRuntime().totalMemory();
        var upload = java.net.http.HttpRequest.newBuilder(uri("/"))
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(size)))
                .build();
        var answer = client.send(upload, BodyHandlers.ofInputStream());
        var back = 0L;
        try (var in = answer.body()) {
            var buffer = new byte[64 * 1024];
            for (int n; (n = in.read(buffer)) >= 0; ) {
                back += n;
            }
        }
        assertThat(seen).hasValue(size);
        assertThat(back).isEqualTo(size);
        assertThat(Runtime.getRuntime().totalMemory() - heapBefore).isLessThan(256L << 20);
    }

    @Test
    void hidesWhatAnEndpointThrew() throws Exception {
        serve(new Route("/", (request, response) -> {
            throw new IllegalStateException("secret");
        }));
        var answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void cutsTheConnectionWhenAStreamFailsHalfWay() throws Exception {
        serve(new Route("/", (request, response) -> {
            response.header("Content-Length", "1000");
            response.body().write(new byte[10]);
            response.body().flush();
            throw new IllegalStateException("disk gone");
        }));
        assertThat(raw("GET / HTTP/1.1\r\nHost: h\r\n\r\n").length()).isLessThan(400);
    }

    @Test
    void refusesTooManyHeaderBytesAndGarbage() throws Exception {
        serve(text("/", "x"));
        var big = "GET / HTTP/1.1\r\nHost: h\r\nX-Big: " + "a".repeat(70_000) + "\r\n\r\n";
        assertThat(raw(big)).startsWith("HTTP/1.1 431").doesNotContainIgnoringCase("jetty");
        assertThat(raw("\u0016\u0003\u0001 nonsense\r\n\r\n")).contains(" 400 ").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void keepsLongHeadersBelowTheLimit() throws Exception {
        serve(new Route(
                "/",
                (request, response) -> response.send(
                        String.valueOf(request.header("x-big").orElseThrow().length())
                                .getBytes(UTF_8))));
        var big = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Big: " + "a".repeat(60_000) + "\r\n\r\n";
        assertThat(raw(big)).endsWith("60000");
    }

    @Test
    void dropsAClientThatStopsInTheMiddleOfABody() throws Exception {
        var failure = new AtomicReference<Throwable>();
        var done = new CountDownLatch(1);
        serve(MANY, SHORT, new Route("/", (request, response) -> {
            try (InputStream in = request.body()) {
                in.readAllBytes();
            } catch (IOException e) {
                failure.set(e);
                throw e;
            } finally {
                done.countDown();
            }
        }));
        raw("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
        done.await();
        assertThat(failure.get()).isInstanceOf(IOException.class);
    }

    @Test
    void servesNoMoreConnectionsThanItWasTold() throws Exception {
        serve(2, LONG, text("/", "x"));
        var hello = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
        try (var first = new Socket("127.0.0.1", server.port());
                var second = new Socket("127.0.0.1", server.port());
                var third = new Socket("127.0.0.1", server.port())) {
            pause(Duration.ofMillis(100));
            third.setSoTimeout(200);
            third.getOutputStream().write(hello);
            assertThatThrownBy(() -> third.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            first.close();
            second.close();
            third.setSoTimeout(5_000);
            assertThat(new String(third.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("x");
        }
    }

    @Test
    void letsNoCallerHaveTheConnectionsOfOthers() throws Exception {
        serve(new Listen("127.0.0.1", 0, MANY, 2, LONG, Duration.ofSeconds(5)), text("/", "x"));
        try (var first = greeted("127.0.0.2");
                var second = greeted("127.0.0.2");
                var third = from("127.0.0.2");
                var other = greeted("127.0.0.3")) {
            assertThat(third.getInputStream().read()).isEqualTo(-1);
            assertThat(answer(other)).endsWith("x");
            assertThat(answer(first)).endsWith("x");
            first.close();
            var next = "";
            for (var tries = 0; tries < 1_000 && next.isEmpty(); tries++) { // until the first one's place is free
                pause(Duration.ofMillis(5));
                next = attempt("127.0.0.2");
            }
            assertThat(next).endsWith("x");
            assertThat(answer(second)).endsWith("x");
        }
    }

    private Socket from(String address) throws IOException {
        var socket = new Socket("127.0.0.1", server.port(), InetAddress.ofLiteral(address), 0);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** One that the server knows by now. */
    private Socket greeted(String address) throws IOException {
        var socket = from(address);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().read(new byte[1_000])).isPositive();
        return socket;
    }

    /** Empty where the server does not take it. */
    private String attempt(String address) throws IOException {
        try (var socket = from(address)) {
            return answer(socket);
        } catch (SocketException closed) {
            return "";
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    @Test
    void cutsOffAClientThatDripsItsHeaders() throws Exception {
        serve(MANY, SHORT, text("/", "x"));
        try (var socket = new Socket("127.0.0.1", server.port())) {
            var out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: h\r\nX-Drip: ".getBytes(US_ASCII));
            var dripped = 0;
            var begun = System.nanoTime();
            try {
                for (; dripped < 100; dripped++) {
                    out.write('a');
                    out.flush();
                    pause(SHORT.dividedBy(10));
                }
            } catch (IOException closed) {
                // as it should be
            }
            assertThat(dripped).isLessThan(40);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(SHORT.dividedBy(4));
        }
    }

    @Test
    void letsAConnectionRestBetweenRequests() throws Exception {
        var idle = Duration.ofSeconds(3);
        serve(MANY, idle, text("/", "x"));
        try (var socket = new Socket("127.0.0.1", server.port())) {
            for (var i = 0; i < 4; i++) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
                assertThat(socket.getInputStream().read(new byte[1_000])).isPositive();
                pause(idle.dividedBy(3));
            }
        }
    }

    @Test
    void letsAnEndpointWorkLongerThanTheIdleTimeout() throws Exception {
        serve(MANY, SHORT, new Route("/", (request, response) -> {
            pause(SHORT.multipliedBy(2));
            response.send("late".getBytes(UTF_8));
        }));
        assertThat(get("/").body()).isEqualTo("late");
    }

    @Test
    void finishesWhatIsUnderWayWhenItStops() throws Exception {
        var entered = new CountDownLatch(1);
        serve(new Route("/", (request, response) -> {
            entered.countDown();
            pause(Duration.ofMillis(300));
            response.send("done".getBytes(UTF_8));
        }));
        var answer =
                client.sendAsync(java.net.http.HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString());
        entered.await();
        server.close();
        assertThat(answer.get().body()).isEqualTo("done");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many zero bytes. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            var n = (int) Math.min(left, length);
            left -= n;
            return new ByteArrayInputStream(new byte[n]).read(buffer, offset, n);
        }
    }
}
