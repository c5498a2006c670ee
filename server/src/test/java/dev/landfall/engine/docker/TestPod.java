package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerSpecBuilder;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.Listener;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One pod of busybox containers on an engine of its own, begun before each test and erased after it. */
final class TestPod implements BeforeEachCallback, AfterEachCallback {
    static final PodId ID = new PodId("0123456789abcdef0123456789abcdeb");

    /** What the test asks of a container that it calls nothing else. */
    static final String APP = "app";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestInstance instance;
    private final BusyboxPrograms programs = new BusyboxPrograms();
    private Listener listener;
    private VirtualScheduler scheduler;
    private DockerHost host;
    private DockerEngine engine;

    TestPod(TestInstance instance) {
        this.instance = instance;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        listener = new Listener();
        host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
        engine = new DockerEngine(host, instance.name(), instance.plan(), AddressGuard.NONE, scheduler);
        engine.start(listener);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (engine != null) {
            engine.erase();
            engine.close();
        }
        if (scheduler != null) {
            scheduler.close();
        }
    }

    ContainerSpecBuilder app(String script) {
        return container(APP, script);
    }

    ContainerSpecBuilder container(String name, String script) {
        return ContainerSpec.builder(name, instance.name() + "-" + name, programs.image())
                .command(List.of("sh", "-c", script));
    }

    void run(Sandbox sandbox, ContainerSpecBuilder... containers) {
        engine.ensure(pod(sandbox, containers));
    }

    static Pod pod(Sandbox sandbox, ContainerSpecBuilder... containers) {
        var running = Arrays.stream(containers)
                .map(spec -> new Pod.Container(spec.build(), new Level.Running()))
                .toList();
        return new Pod(ID, 1, sandbox, running, Map.of());
    }

    void remove() {
        engine.remove(ID, 2);
    }

    ContainerState app() {
        return listener.container(ID, APP);
    }

    Optional<Observation> newest() {
        return listener.newest(ID);
    }

    List<Observation> seen() {
        return listener.of(ID);
    }

    /** All that the container called app wrote until it ended, or until now. */
    List<LogLine> log() {
        var lines = new ArrayList<LogLine>();
        try (var reader = engine.logs(ID, APP, Position.START)) {
            for (var batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                lines.addAll(batch);
            }
        }
        return lines;
    }

    /** All that the container called app had written when it ended. */
    List<String> output() {
        awaitExit();
        return log().stream().map(LogLine::text).toList();
    }

    void awaitExit() {
        await(() -> app() instanceof Exited);
    }

    void await(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s have passed; seen: %s", PATIENCE, newest())
                    .isLessThan(end);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    DockerHost host() {
        return host;
    }

    VirtualScheduler scheduler() {
        return scheduler;
    }
}
