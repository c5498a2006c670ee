package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.Listener;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while Docker does not answer. */
@Tag("docker")
class EngineAwayTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdea");
    private static final TestInstance INSTANCE = TestInstance.create("away");

    private final BusyboxPrograms programs = new BusyboxPrograms();
    private final Listener listener = new Listener();

    @TempDir
    private Path directory;

    private VirtualScheduler scheduler;
    private DockerHost host;
    private Interruptible line;
    private DockerEngine engine;

    @BeforeEach
    void start() throws Exception {
        host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
        line = new Interruptible(host, directory);
        engine = new DockerEngine(line.host(), INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler);
    }

    @AfterEach
    void erase() throws Exception {
        engine.close();
        line.close();
        try (var eraser = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler)) {
            eraser.erase();
        }
        scheduler.close();
    }

    @Test
    void startsWhatWasAskedForOnceTheEngineIsThere() throws Exception {
        line.cut();
        engine.start(listener);
        engine.ensure(pod(1, programs.waits(), new Level.Running()));
        assertThat(engine.health().available()).isFalse();
        assertThat(engine.health().detail()).contains(line.host().toString());
        assertThatThrownBy(engine::observe).isInstanceOf(EngineAway.class);

        line.restore();
        await(() -> state() instanceof Running);
        assertThat(engine.health().available()).isTrue();
    }

    @Test
    void seesWhatHappenedWhileTheEngineWasAway() throws Exception {
        engine.start(listener);
        engine.ensure(pod(1, programs.waits(), new Level.Running()));
        await(() -> state() instanceof Running);

        line.cut();
        try (var client = new DockerClient(host, scheduler)) {
            new ContainerCalls(client).stop(((Running) state()).runtimeId(), 5);
        }
        line.restore();
        await(() -> state() instanceof Exited);
    }

    @Test
    void goesOnStoppingAfterTheEngineWasAway() throws Exception {
        engine.start(listener);
        engine.ensure(pod(1, programs.waits(), new Level.Running()));
        await(() -> state() instanceof Running);

        line.cut();
        engine.ensure(pod(2, programs.waits(), new Level.Stopped(5)));
        engine.remove(POD, 3);
        line.restore();
        await(() -> listener.newest(POD)
                .filter(seen -> seen.generation() == 3 && seen.sandbox() instanceof SandboxState.Absent)
                .isPresent());
        assertThat(engine.observe()).isEmpty();
    }

    @Test
    void tellsThatASandboxEndedUnderItsPod() throws Exception {
        engine.start(listener);
        engine.ensure(pod(1, programs.waits(), new Level.Running()));
        await(() -> state() instanceof Running);

        try (var client = new DockerClient(host, scheduler)) {
            new ContainerCalls(client).remove("landfall-" + INSTANCE.name() + "-" + INSTANCE.address(10));
        }
        await(() -> listener.newest(POD).orElseThrow().sandbox() instanceof SandboxState.Failed);
    }

    @Test
    void tellsThatSomeoneElseRemovedAContainer() throws Exception {
        engine.start(listener);
        engine.ensure(pod(1, programs.waits(), new Level.Running()));
        await(() -> state() instanceof Running);

        try (var client = new DockerClient(host, scheduler)) {
            new ContainerCalls(client).remove(((Running) state()).runtimeId());
        }
        await(() -> state() instanceof Exited || state() instanceof ContainerState.Failed);
    }

    @Test
    void followsALogOnWhereItWasCut() throws Exception {
        engine.start(listener);
        engine.ensure(pod(1, programs.prints(60), new Level.Running()));
        await(() -> state() instanceof Running);
        var lines = new ArrayList<LogLine>();
        scheduler.execute("cut", this::cutNowAndThen);

        await(() -> follow(lines, 60));
        assertThat(lines.stream().map(LogLine::text).toList())
                .isEqualTo(
                        IntStream.rangeClosed(1, 60).mapToObj(n -> "line " + n).toList());
    }

    private void cutNowAndThen() {
        try {
            for (var round = 0; round < 4; round++) {
                Thread.sleep(250);
                line.cut();
                Thread.sleep(50);
                line.restore();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean follow(List<LogLine> lines, int upTo) {
        var after = lines.isEmpty() ? LogLine.Position.START : lines.getLast().position();
        try (var reader = engine.logs(POD, "app", after)) {
            while (lines.size() < upTo) {
                lines.addAll(reader.next());
            }
        } catch (EngineAway e) {
            return false;
        }
        return true;
    }

    private ContainerState state() {
        return listener.container(POD, "app");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 60_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime()).as("20 s have passed").isLessThan(end);
        }
    }

    private Pod pod(long generation, List<String> command, Level level) {
        var spec = ContainerSpec.builder("app", INSTANCE.name() + "-app", programs.image())
                .command(command)
                .build();
        var sandbox = new Sandbox.Interface(INSTANCE.address(10), "away");
        return new Pod(POD, generation, sandbox, List.of(new Pod.Container(spec, level)), Map.of());
    }
}
