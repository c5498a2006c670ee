package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.loop.simulated.SimulatedScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sandboxes that an engine does not remove at once. */
class SandboxesTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdea");
    private static final Sandbox.Interface SANDBOX = new Sandbox.Interface("172.31.0.10", "host");
    private static final String REFUSED = FakeDocker.answer(500, "{\"message\":\"device or resource busy\"}");
    private static final String DELETE = "DELETE /v1.41/containers/c0ffee?force=true&v=true HTTP/1.1";

    private final VirtualScheduler timeouts = new VirtualScheduler();
    private final SimulatedScheduler scheduler =
            new SimulatedScheduler(Instant.parse("2026-01-01T00:00:00Z"), new Random(3));

    @TempDir
    private Path directory;

    private FakeDocker docker;
    private Sandboxes sandboxes;

    @BeforeEach
    void connect() throws IOException {
        docker = new FakeDocker(directory);
        docker.willAnswer(FakeDocker.VERSION);
        var client = new DockerClient(docker.host(), timeouts);
        sandboxes = new Sandboxes(Workbench.of(client, "test", NetworkPlan.of("test"), AddressGuard.NONE, scheduler));
    }

    @AfterEach
    void disconnect() throws IOException {
        docker.close();
        timeouts.close();
    }

    @Test
    void removesASpareOneLaterWhenTheEngineRefused() {
        sandboxes.adopt(found(), Optional.empty());
        assertThat(sandboxes.ready()).containsExactly(SANDBOX);
        docker.willAnswer(REFUSED, REFUSED, FakeDocker.ok(""));

        sandboxes.prepare(Set.of());
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(sandboxes.ready()).isEmpty();
        assertThat(deletions()).containsExactly(DELETE, DELETE, DELETE);
    }

    @Test
    void keepsTheAddressOfAPodUntilItsSandboxIsGone() {
        sandboxes.adopt(found(), Optional.of(POD));
        docker.willAnswer(REFUSED, FakeDocker.ok(""));
        var other = new PodId("0123456789abcdef0123456789abcdeb");

        assertThatThrownBy(() -> sandboxes.release(POD)).hasMessageContaining("busy");
        assertThat(sandboxes.acquire(SANDBOX, other, scheduler.now())).isEmpty();

        sandboxes.release(POD);
        assertThat(deletions()).containsExactly(DELETE, DELETE);
    }

    private List<String> deletions() {
        return docker.requests().stream()
                .filter(line -> line.startsWith("DELETE"))
                .toList();
    }

    private static ContainerInfo found() {
        return ContainerInfo.of(Json.read("""
                {"Id":"c0ffee","State":{"Running":true,"Status":"running"},
                 "Config":{"Labels":{"dev.landfall.sandbox":"172.31.0.10","dev.landfall.hostname":"host"}}}""".getBytes(UTF_8)));
    }
}
