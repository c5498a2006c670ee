package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.Listener;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pod whose engine answers oddly, or not at all. */
class PodsTest {
    private static final PodId POD = new PodId("p");
    private static final String NONE = FakeDocker.ok("[]");
    private static final String LABELS = """
            {"dev.landfall.pod":"p","dev.landfall.container":"app","dev.landfall.network":"none"}""";

    private final Listener listener = new Listener();

    @TempDir
    Path directory;

    private FakeDocker docker;
    private VirtualScheduler scheduler;
    private DockerClient client;
    private Pods pods;
    private Adoption adoption;

    @BeforeEach
    void start() throws IOException {
        docker = new FakeDocker(directory);
        scheduler = new VirtualScheduler();
        client = new DockerClient(docker.host(), scheduler);
        var bench = Workbench.of(client, "pods", NetworkPlan.of("pods"), AddressGuard.NONE, scheduler);
        var sandboxes = new Sandboxes(bench);
        pods = new Pods(bench, sandboxes);
        pods.listen(listener);
        adoption = new Adoption(bench, pods, sandboxes);
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

    @Test
    void runsOnceThoughTheAnswerToItsStartIsLost() throws Exception {
        docker.willAnswerTo("/containers/json", FakeDocker.ok("[{\"Id\":\"c\",\"Labels\":%s}]".formatted(LABELS)));
        var created = inspected("\"Status\":\"created\"").replace("Content-Type", "Connection: close\r\nContent-Type");
        docker.willAnswerTo(
                "/c/json",
                created, // and no connection is left over which the start would be repeated at once
                inspected("\"Status\":\"exited\",\"ExitCode\":0,\"StartedAt\":\"2026-11-21T12:00:00Z\""));
        docker.willAnswerTo("/c/start", FakeDocker.HANG_UP, FakeDocker.ok(""));
        adoption.begin();
        pods.ensure(pod());

        await(() -> listener.container(POD, "app") instanceof Exited);
        assertThat(docker.requests())
                .filteredOn(request -> request.contains("/start"))
                .hasSize(1);
    }

    private static String inspected(String state) {
        return FakeDocker.ok("{\"Id\":\"c\",\"Config\":{\"Labels\":%s},\"State\":{%s}}".formatted(LABELS, state));
    }

    private static Pod pod() {
        var spec = ContainerSpec.builder("app", "app", new BusyboxPrograms().image())
                .build();
        var app = new Pod.Container(spec, new Level.Running());
        return new Pod(POD, 1, new Sandbox.None(), List.of(app), Map.of());
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 30_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime())
                    .as("30 s have passed; seen: %s", listener.newest(POD))
                    .isLessThan(end);
        }
    }
}
