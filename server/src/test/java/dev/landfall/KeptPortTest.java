package dev.landfall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that run have the port in their environment, so it has to stay. */
final class KeptPortTest {
    @TempDir
    private Path data;

    private Path file;

    @BeforeEach
    void begin() {
        file = data.resolve("a.port");
    }

    @Test
    void opensNothingBeforeItIsAskedFor() throws IOException {
        try (var port = port()) {
            port.resume();
            port.takeBack();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void answersAtTheSamePortAfterARestart() throws Exception {
        int first;
        try (var port = port()) {
            first = port.number().orElseThrow();
            assertThat(port.number()).contains(first);
            assertThat(first).isBetween(28_000, 29_999);
            assertThat(answers(first)).isTrue();
        }
        assertThat(answers(first)).isFalse();
        try (var port = port()) {
            port.resume();
            assertThat(answers(first)).isTrue();
            assertThat(port.number()).contains(first);
        }
    }

    @Test
    void choosesAnotherWhereItWasTakenAndTakesItBackOnceItIsFree() throws Exception {
        var first = chosen();
        int second;
        try (var port = port()) {
            try (var thief = taken(first)) {
                port.resume();
                second = port.number().orElseThrow();
                assertThat(second).isNotEqualTo(first);
                assertThat(answers(second)).isTrue();
                port.takeBack();
                assertThat(thief.isBound()).isTrue();
            }
            port.takeBack();
            assertThat(answers(first)).isTrue();
            assertThat(answers(second)).isTrue();
            assertThat(port.number()).contains(second);
        }
        try (var port = port()) { // and knows both from now on
            port.resume();
            assertThat(answers(first)).isTrue();
            assertThat(answers(second)).isTrue();
        }
        try (var thief = taken(second);
                var port = port()) {
            port.resume();
            assertThat(port.number()).contains(first);
            assertThat(thief.isBound()).isTrue();
        }
    }

    @Test
    void givesUpTheOneThatWasLostLongestAgo() throws IOException {
        var first = chosen();
        var thieves = new java.util.ArrayList<ServerSocket>();
        try {
            for (var loss = 0; loss < 4; loss++) {
                thieves.add(taken(chosen()));
            }
            assertThat(chosen()).isNotEqualTo(first);
            assertThat(Files.readAllLines(file)).hasSize(4).doesNotContain(String.valueOf(first));
        } finally {
            for (var thief : thieves) {
                thief.close();
            }
        }
    }

    @Test
    void tellsNobodyOfAPortThatItCouldNotRemember() throws Exception {
        file = data.resolve("missing/a.port");
        try (var port = port()) {
            assertThatThrownBy(port::number).isInstanceOf(IOException.class);
            Files.createDirectory(file.getParent());
            assertThat(answers(port.number().orElseThrow())).isTrue();
        }
    }

    @Test
    void saysSoWhereNoPortIsFree() throws IOException {
        try (var port = new KeptPort(
                "test",
                file,
                number -> {
                    throw new IOException("taken");
                },
                new Random(1))) {
            assertThat(port.number()).isEmpty();
        }
    }

    @Test
    void opensNoneAnymoreOnceItIsClosed() throws Exception {
        var port = port();
        var first = port.number().orElseThrow();
        port.close();
        assertThat(port.number()).contains(first);
        port.takeBack();
        assertThat(answers(first)).isFalse();
    }

    @Test
    void readsAroundWhatSomebodyElseWrote() throws Exception {
        Files.writeString(file, "not a port\n0\n-1\n", UTF_8);
        assertThat(chosen()).isBetween(28_000, 29_999);
    }

    private int chosen() throws IOException {
        try (var port = port()) {
            return port.number().orElseThrow();
        }
    }

    private KeptPort port() throws IOException {
        var route = new Route("/", (request, response) -> response.send("here".getBytes(UTF_8)));
        return new KeptPort(
                "test",
                file,
                number -> HttpServer.start(
                        Listen.toContainers("127.0.0.1", number),
                        List.of(route),
                        InstantSource.system(),
                        UUID::randomUUID),
                new Random());
    }

    private static ServerSocket taken(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static boolean answers(int port) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body().equals("here");
        } catch (IOException e) {
            return false;
        }
    }
}
