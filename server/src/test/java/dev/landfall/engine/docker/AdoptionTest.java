package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Listener;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of two containers while the engine is stuck over one of them. */
class AdoptionTest {
    private static final PodId WELL = new PodId("well");
    private static final PodId STUCK = new PodId("stuck");
    private static final String LISTED = "[%s,%s]".formatted(listed("well"), listed("stuck"));
    private static final String PONG = FakeDocker.ok("{}");
    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(250));

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
        var plan = NetworkPlan.of("adoption");
        var bench = Workbench.of(client, "adoption", plan, AddressGuard.NONE, SHORT, scheduler);
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
    void tellsOfAPodOnceAllOfItCanBeLookedAt() {
        docker.willAnswer(FakeDocker.ok(LISTED), PONG);
        docker.willAnswerTo("/well/json", running("well"), running("well"));
        docker.willAnswerTo("/stuck/json", FakeDocker.SILENCE, running("stuck"));
        var asked = new ArrayList<String>();
        adoption.begin();
        adoption.whenAdopted(STUCK, "ensure", () -> asked.add("stuck"));
        adoption.whenAdopted(WELL, "ensure", () -> asked.add("well"));

        assertThat(listener.container(WELL, "app")).isInstanceOf(Running.class);
        assertThat(listener.of(STUCK)).isEmpty();
        assertThat(asked).containsExactly("well");
        assertThat(adoption.isWhole()).isFalse();

        docker.willAnswer(FakeDocker.ok(LISTED));
        adoption.goOn();
        assertThat(listener.container(STUCK, "app")).isInstanceOf(Running.class);
        assertThat(asked).containsExactly("well", "stuck");
        assertThat(adoption.isWhole()).isTrue();
    }

    @Test
    void saysNothingOfAnEngineThatIsAway() {
        docker.willAnswer(FakeDocker.ok(LISTED), FakeDocker.HANG_UP, FakeDocker.HANG_UP, FakeDocker.HANG_UP);
        docker.willAnswerTo("/well/json", running("well"));
        docker.willAnswerTo("/stuck/json", FakeDocker.SILENCE);
        assertThatThrownBy(adoption::begin).isInstanceOf(EngineAway.class);
    }

    @Test
    void seesTheOthersEndWhileOneCannotBeLookedAt() {
        adoptBoth();
        docker.willAnswerTo("/stuck/json", FakeDocker.SILENCE);
        docker.willAnswer(PONG);
        docker.willAnswerTo("/well/json", exited("well"));
        pods.refresh();

        assertThat(listener.container(WELL, "app")).isInstanceOf(Exited.class);
        assertThat(listener.container(STUCK, "app")).isInstanceOf(Running.class);
    }

    @Test
    void seesTheOthersEndWhileOneMakesNoSense() {
        adoptBoth();
        docker.willAnswerTo("/stuck/json", running("stuck").replace("2026-11", "2026/11"));
        docker.willAnswerTo("/well/json", exited("well"));
        pods.refresh();

        assertThat(listener.container(WELL, "app")).isInstanceOf(Exited.class);
    }

    @Test
    void doesNotStopForEverWhatCannotBeLookedAtAfterwards() throws Exception {
        adoptBoth();
        docker.willAnswerTo("/stuck/stop", FakeDocker.ok(""), FakeDocker.ok(""));
        docker.willAnswerTo("/stuck/json", FakeDocker.SILENCE, FakeDocker.SILENCE);
        docker.willAnswerTo("_ping", PONG, PONG);
        docker.willAnswerTo("DELETE", FakeDocker.ok(""));
        var spec = ContainerSpec.builder("app", "app", new BusyboxPrograms().image())
                .build();
        pods.ensure(new Pod(
                STUCK, 2, new Sandbox.None(), List.of(new Pod.Container(spec, new Level.Stopped(1))), Map.of()));

        for (var end = System.nanoTime() + 30_000_000_000L; !hasFailed(); Thread.sleep(10)) {
            assertThat(System.nanoTime()).as("seen: %s", listener.newest(STUCK)).isLessThan(end);
        }
        assertThat(docker.requests())
                .filteredOn(request -> request.contains("/stop"))
                .hasSize(1);
    }

    private boolean hasFailed() {
        return listener.container(STUCK, "app") instanceof Failed failed
                && failed.fault().step() == EngineFault.Step.INSPECT;
    }

    private void adoptBoth() {
        docker.willAnswer(FakeDocker.ok(LISTED));
        docker.willAnswerTo("/well/json", running("well"));
        docker.willAnswerTo("/stuck/json", running("stuck"));
        adoption.begin();
    }

    private static String listed(String id) {
        return "{\"Id\":\"%s\",\"Labels\":%s}".formatted(id, labels(id));
    }

    private static String labels(String id) {
        return """
                {"dev.landfall.pod":"%s","dev.landfall.container":"app","dev.landfall.network":"none"}""".formatted(id);
    }

    private static String running(String id) {
        return state(id, "\"Running\":true,\"Status\":\"running\"");
    }

    private static String exited(String id) {
        return state(id, "\"Running\":false,\"Status\":\"exited\",\"FinishedAt\":\"2026-11-21T12:00:01Z\"");
    }

    private static String state(String id, String state) {
        return FakeDocker.ok("""
                {"Id":"%s","Config":{"Labels":%s},"State":{"StartedAt":"2026-11-21T12:00:00Z",%s}}""".formatted(id, labels(id), state));
    }
}
