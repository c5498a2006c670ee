package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.Image;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerClientTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();

    @TempDir
    private Path directory;

    private FakeDocker docker;
    private DockerClient client;

    @BeforeEach
    void connect() throws IOException {
        docker = new FakeDocker(directory);
        client = new DockerClient(docker.host(), scheduler);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        docker.close();
        scheduler.close();
    }

    @Test
    void asksForTheVersionOnceAndKeepsItsConnection() {
        docker.willAnswer(FakeDocker.VERSION, FakeDocker.ok("{\"a\":1}"), FakeDocker.ok("{\"a\":2}"));

        assertThat(client.call(HttpRequest.get("/info")).number("a")).isEqualTo(1);
        assertThat(client.call(HttpRequest.get("/info")).number("a")).isEqualTo(2);
        assertThat(docker.requests())
                .containsExactly("GET /version HTTP/1.1", "GET /v1.41/info HTTP/1.1", "GET /v1.41/info HTTP/1.1");
        assertThat(docker.connections()).isEqualTo(1);
    }

    @Test
    void speaksTheOldestVersionOfANewerEngine() {
        docker.willAnswer(FakeDocker.ok("{\"ApiVersion\":\"1.51\",\"MinAPIVersion\":\"1.44\"}"), FakeDocker.ok("{}"));

        client.call(HttpRequest.get("/info"));
        assertThat(docker.requests().getLast()).isEqualTo("GET /v1.44/info HTTP/1.1");
    }

    @Test
    void refusesAnEngineThatIsTooOld() {
        docker.willAnswer(FakeDocker.ok("{\"ApiVersion\":\"1.40\",\"MinAPIVersion\":\"1.12\"}"));

        assertThatThrownBy(() -> client.call(HttpRequest.get("/info")))
                .isInstanceOf(DockerFault.class)
                .hasMessageContaining("1.40")
                .hasMessageContaining("1.41");
    }

    @Test
    void readsChunks() {
        docker.willAnswer(
                FakeDocker.VERSION,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n{\"a\":\r\n3\r\n 7}\r\n0\r\n\r\n",
                FakeDocker.ok("{}"));

        assertThat(client.call(HttpRequest.get("/info")).number("a")).isEqualTo(7);
        client.call(HttpRequest.get("/info"));
        assertThat(docker.connections()).isEqualTo(1);
    }

    @Test
    void encodesParameters() {
        docker.willAnswer(FakeDocker.VERSION, FakeDocker.ok("[]"));

        client.call(HttpRequest.get("/x").with("filters", Labels.filter("a=b c")));
        assertThat(docker.requests().getLast())
                .isEqualTo("GET /v1.41/x?filters=%7B%22label%22%3A%5B%22a%3Db+c%22%5D%7D HTTP/1.1");
    }

    @Test
    void tellsWhatDockerRefused() {
        docker.willAnswer(FakeDocker.VERSION, FakeDocker.answer(409, "{\"message\":\"name is taken\"}"));

        assertThatThrownBy(() -> client.call(HttpRequest.post("/x")))
                .isInstanceOfSatisfying(
                        DockerFault.class,
                        fault -> assertThat(fault.isConflict()).isTrue())
                .hasMessage("name is taken");
    }

    @Test
    void callsAgainWhereTheEngineHadClosedAKeptConnection() {
        docker.willAnswer(FakeDocker.VERSION, FakeDocker.HANG_UP, FakeDocker.ok("{\"a\":3}"));

        assertThat(client.call(HttpRequest.get("/info")).number("a")).isEqualTo(3);
        assertThat(docker.connections()).isEqualTo(2);
    }

    @Test
    void isAwayWhenNobodyListens() throws IOException {
        docker.close();

        assertThatThrownBy(() -> new DockerClient(new DockerHost(directory.resolve("none")), scheduler)
                        .call(HttpRequest.get("/info")))
                .isInstanceOf(EngineAway.class)
                .hasMessageContaining("none");
    }

    @Test
    void isAwayWhenAnAnswerBreaksOff() {
        docker.willAnswer(
                FakeDocker.VERSION, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"a\":", FakeDocker.HANG_UP);

        assertThatThrownBy(() -> {
                    try (var stream = client.stream(HttpRequest.get("/info").within(Duration.ofMillis(200)))) {
                        scheduler.after(Duration.ofMillis(100), "cut", stream::close);
                        stream.in().readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void isAwayWhenNoAnswerComesInTime() {
        docker.willAnswer(FakeDocker.VERSION, FakeDocker.SILENCE);

        assertThatThrownBy(() -> client.call(HttpRequest.get("/info").within(Duration.ofMillis(100))))
                .isInstanceOf(EngineAway.class)
                .hasMessageContaining("within PT0.1S");
    }

    @Test
    void tellsAnErrorThatComesInTheCourseOfAPull() {
        var progress =
                "{\"status\":\"Pulling\"}\n{\"errorDetail\":{\"message\":\"no space\"},\"error\":\"no space\"}\n";
        docker.willAnswer(FakeDocker.VERSION, FakeDocker.ok(progress));
        var login = Optional.of(new Image.Login("r", "AWS", "secret"));

        assertThatThrownBy(() ->
                        new ImageCalls(client).pull(ImageReference.parse("r/app"), login, line -> {}, new Cutoff()))
                .isInstanceOf(DockerFault.class)
                .hasMessage("no space");
        assertThat(docker.requests().getLast())
                .isEqualTo("POST /v1.41/images/create?fromImage=r%2Fapp%3Alatest HTTP/1.1");
    }

    @Test
    void writesAndReadsJson() {
        var text = "{\"a\":[1,true,null,\"x\"],\"b\":{\"c\":\"é\"}}".getBytes(UTF_8);

        assertThat(Json.write(Json.read(text).value())).isEqualTo(text);
        assertThat(Json.read(text).text("b", "c")).contains("é");
        assertThat(Json.read(text).text("b", "none", "d")).isEmpty();
    }
}
