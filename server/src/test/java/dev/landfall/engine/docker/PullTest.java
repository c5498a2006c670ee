package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.PodTimings.Tries;
import dev.landfall.engine.PullFault;
import dev.landfall.engine.PullFault.Problem;
import dev.landfall.engine.PullFault.Stage;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PullTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pull.Limits QUICK = new Pull.Limits(3, SHORT, LONG, LONG);

    private static final String BEGUN = "{\"status\":\"Pulling from app\",\"id\":\"latest\"}\n"
            + "{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"aaa\"}\n";
    private static final String THERE = FakeDocker.ok("{\"Id\":\"sha256:0\",\"RepoDigests\":[]}");
    private static final String REFUSED =
            FakeDocker.answer(500, "{\"message\":\"Get \\\"http://r/v2/\\\": dial tcp: connect: connection refused\"}");

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final CompletableFuture<Pull> over = new CompletableFuture<>();

    @TempDir
    private Path directory;

    private FakeDocker docker;
    private DockerClient client;

    @BeforeEach
    void connect() throws IOException {
        docker = new FakeDocker(directory);
        docker.willAnswer(FakeDocker.VERSION);
        client = new DockerClient(docker.host(), scheduler);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        docker.close();
        scheduler.close();
    }

    private Pull begin(Pull.Limits limits) {
        var reference = ImageReference.parse("r/app");
        var pull = new Pull(new ImageCalls(client), scheduler, reference, Optional.empty(), limits, over::complete);
        assertThat(pull.join()).isTrue();
        pull.begin();
        return pull;
    }

    private static EngineFault fault(Pull pull) throws Exception {
        var failure = catchThrowable(() -> pull.image().get(30, TimeUnit.SECONDS));
        assertThat(failure.getCause()).isInstanceOf(PullFailed.class);
        return ((PullFailed) failure.getCause()).fault();
    }

    /** An answer that begins and does not end. */
    private static String unfinished(String body) {
        return FakeDocker.ok(body).replaceFirst("Content-Length: \\d+", "Content-Length: 1000000");
    }

    @Test
    void triesAgainUntilItComes() throws Exception {
        docker.willAnswer(REFUSED, REFUSED, FakeDocker.ok(BEGUN), THERE);
        var pull = begin(QUICK);
        assertThat(pull.image().get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(pull.report().tries().map(Tries::count)).hasValue(2);
        assertThat(over.get(30, TimeUnit.SECONDS)).isSameAs(pull);
    }

    @Test
    void givesUpAfterItsLastTryAndTellsHowManyThereWere() throws Exception {
        docker.willAnswer(REFUSED, REFUSED, REFUSED);
        assertThat(fault(begin(QUICK)))
                .isEqualTo(EngineFault.of(
                        new PullFault(Stage.MANIFEST, Problem.UNREACHABLE, 3),
                        "Error response from daemon: Get \"http://r/v2/\": dial tcp: connect: connection refused"));
    }

    @Test
    void doesNotTryAgainWhatTheRegistryDoesNotHave() throws Exception {
        docker.willAnswer(FakeDocker.answer(404, "{\"message\":\"manifest for r/app:latest not found\"}"));
        assertThat(fault(begin(QUICK)).pull()).hasValue(new PullFault(Stage.MANIFEST, Problem.MISSING, 1));
    }

    @Test
    void doesNotTryAgainWhatTheEngineTriedItself() throws Exception {
        docker.willAnswer(FakeDocker.ok(BEGUN
                + "{\"status\":\"Retrying in 1 second\",\"id\":\"aaa\"}\n"
                + "{\"status\":\"Retrying in 2 seconds\",\"id\":\"aaa\"}\n"
                + "{\"error\":\"unexpected EOF\"}\n"));
        assertThat(fault(begin(QUICK)).pull()).hasValue(new PullFault(Stage.LAYERS, Problem.UNREACHABLE, 2));
    }

    @Test
    void tellsThatTheManifestDidNotCome() throws Exception {
        docker.willAnswer(FakeDocker.SILENCE);
        assertThat(fault(begin(new Pull.Limits(3, SHORT, SHORT, LONG))))
                .isEqualTo(EngineFault.of(
                        new PullFault(Stage.MANIFEST, Problem.NO_MANIFEST_IN_TIME, 1),
                        "Could not transition to MANIFEST_PULLED; timed out after waiting 0s"));
    }

    @Test
    void beginsAnewWhenALayerStopsComing() throws Exception {
        docker.willAnswer(unfinished(BEGUN), FakeDocker.ok(BEGUN), THERE);
        var pull = begin(new Pull.Limits(3, SHORT, Duration.ofSeconds(3), LONG));
        assertThat(pull.image().get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(pull.report().tries().map(Tries::trouble))
                .hasValue("inactivity time exceeded timeout while pulling image");
        assertThat(client.trouble()).as("of the engine").isEmpty();
    }

    @Test
    void takesNoLongerThanThereIsTimeForAllOfIt() throws Exception {
        docker.willAnswer(unfinished(BEGUN));
        assertThat(fault(begin(new Pull.Limits(3, SHORT, LONG, Duration.ofSeconds(2)))))
                .isEqualTo(EngineFault.of(
                        new PullFault(Stage.LAYERS, Problem.NOT_IN_TIME, 1),
                        "Could not transition to pulled; timed out after waiting 2s"));
    }

    @Test
    void endsWhenTheLastLetsGo() throws Exception {
        docker.willAnswer(unfinished(BEGUN));
        var pull = begin(QUICK);
        assertThat(pull.join()).isTrue();
        while (pull.report().layers().isEmpty()) {
            Thread.sleep(5);
        }
        pull.leave();
        assertThat(over).isNotDone();
        pull.leave();
        assertThat(over.get(30, TimeUnit.SECONDS)).isSameAs(pull);
        docker.awaitGone();
        assertThat(pull.join()).isFalse();
        assertThat(client.trouble()).as("of the engine").isEmpty();
    }

    @Test
    void doesNotTryAgainWhenNobodyWantsItAnyMore() throws Exception {
        docker.willAnswer(REFUSED);
        var pull = begin(new Pull.Limits(3, LONG, LONG, LONG));
        while (pull.report().tries().isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(pull.report().tries().orElseThrow().nextAt()).isPresent();
        pull.leave();
        assertThat(over.get(30, TimeUnit.SECONDS)).isSameAs(pull);
        assertThat(docker.requests()).hasSize(2);
    }

    @Test
    void leavesAnEngineThatWentAwayToWhoeverWants() {
        docker.willAnswer(FakeDocker.HANG_UP, FakeDocker.HANG_UP);
        var failure = catchThrowable(() -> begin(QUICK).image().join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(EngineAway.class);
    }
}
