package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {
    private static final Duration SHORT = Duration.ofMillis(250);

    @TempDir
    Path directory;

    private FakeDocker docker;
    private VirtualScheduler scheduler;
    private DockerClient client;

    @BeforeEach
    void start() throws IOException {
        docker = new FakeDocker(directory);
        scheduler = new VirtualScheduler();
        client = new DockerClient(docker.host(), scheduler);
        docker.willAnswer(FakeDocker.VERSION);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        docker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/containers/create,        created,         TIMEOUT",
        "/containers/abc/start,     started,         TIMEOUT",
        "/containers/abc/stop,      stopped,         TIMEOUT",
        "/containers/abc/json,      inspecting,      INSPECT",
        "/volumes/create,           creating volume, VOLUME",
    })
    void tellsWhatTookTooLongWhileTheEngineAnswers(String path, String to, EngineFault.Step step) {
        docker.willAnswer(FakeDocker.SILENCE, FakeDocker.ok("{}"));
        var late = Transition.timedOut(away(path), client).orElseThrow();

        assertThat(late.fault())
                .isEqualTo(new EngineFault(step, "Could not transition to " + to + "; timed out after waiting 0s"));
    }

    @ParameterizedTest
    @CsvSource({
        "/containers/abc/start, Could not transition to started; timed out after waiting 0s",
        "/networks/create,      No answer to /networks/create within 0s",
    })
    void tellsWhateverTookTooLongOfASandbox(String path, String text) {
        docker.willAnswer(FakeDocker.SILENCE, FakeDocker.ok("{}"));
        assertThat(Transition.sandboxTimedOut(away(path), client).orElseThrow().fault())
                .isEqualTo(new EngineFault(EngineFault.Step.SANDBOX, text));
    }

    @Test
    void waitsWithASandboxForAnEngineThatIsAway() {
        docker.willAnswer(FakeDocker.SILENCE, FakeDocker.HANG_UP, FakeDocker.HANG_UP);
        assertThat(Transition.sandboxTimedOut(away("/containers/abc/start"), client))
                .isEmpty();
    }

    @Test
    void tellsNothingOfAnEngineThatIsAway() {
        docker.willAnswer(FakeDocker.SILENCE, FakeDocker.HANG_UP, FakeDocker.HANG_UP);
        assertThat(Transition.timedOut(away("/containers/abc/start"), client)).isEmpty();
    }

    @Test
    void tellsNothingOfALookAtAnImageThatTookTooLong() {
        docker.willAnswer(FakeDocker.SILENCE, FakeDocker.ok("{}"));
        assertThat(Transition.timedOut(away("/images/abc/json"), client)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"180, 3m0s", "150, 2m30s", "45, 45s", "7200, 2h0m0s"})
    void writesDurationsAsTheAgentDoes(int seconds, String text) {
        assertThat(Transition.inGo(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    private EngineAway away(String path) {
        try {
            client.call(HttpRequest.post(path).within(SHORT));
        } catch (EngineAway e) {
            return e;
        }
        throw new AssertionError("It was answered");
    }
}
