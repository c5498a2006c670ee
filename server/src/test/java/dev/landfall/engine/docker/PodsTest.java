package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.Listener;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.PodId;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pod whose engine answers oddly, or not at all. */
class PodsTest {
    private static final PodId POD = new PodId("p");
    private static final String NONE = FakeDocker.ok("[]");

    private final Listener listener = new Listener();

    @TempDir
    Path directory;

    private FakeDocker docker;
    private VirtualScheduler scheduler;
    private DockerClient client;
    private Pods pods;

    @BeforeEach
    void start() throws IOException {
        docker = new FakeDocker(directory);
        scheduler = new VirtualScheduler();
        client = new DockerClient(docker.host(), scheduler);
        var bench = Workbench.of(client, "pods", NetworkPlan.of("pods"), AddressGuard.NONE, scheduler);
        pods = new Pods(bench, new Sandboxes(bench));
        pods.listen(listener);
        docker.willAnswer(FakeDocker.VERSION);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        scheduler.close();
        docker.close();
    }

    @Test
    void isRemovedThoughTheRemovalFailedUnexpectedly() throws Exception {
        docker.willAnswerTo("/containers/json", NONE, NONE, NONE, NONE);
        docker.willAnswerTo("/volumes", FakeDocker.ok("{\"Volumes\":[{}]}"), FakeDocker.ok("{\"Volumes\":[]}"));
        pods.remove(POD, 1);

        await(() -> listener.newest(POD)
                .filter(seen -> seen.generation() == 1 && seen.sandbox() instanceof SandboxState.Absent)
                .isPresent());
        assertThat(docker.requests())
                .filteredOn(request -> request.contains("/volumes"))
                .hasSize(2);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 30_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime())
                    .as("30 s have passed; seen: %s", listener.newest(POD))
                    .isLessThan(end);
        }
    }
}
