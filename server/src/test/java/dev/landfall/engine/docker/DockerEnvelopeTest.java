package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Envelope;
import dev.landfall.engine.Listener;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.engine.cgroup.Envelopes;
import dev.landfall.engine.cgroup.NoEnvelopes;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pod's containers are held together by one control group, which lives as long as the pod. */
@Tag("docker")
class DockerEnvelopeTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abceee");
    private static final PodId LEFT = new PodId("0123456789abcdef0123456789abcfff");
    private static final TestInstance INSTANCE = TestInstance.create("envelope");
    private static final Envelope SMALL = new Envelope(64, 500_000_000, 64 << 20, 100, 0);

    private static final String HOLDS_5_MB = "dd if=/dev/zero of=/dev/null bs=5M";

    /** More than there is for all. The kernel kills whoever has most, which then is never the other. */
    private static final String WANTS_100_MB = "dd if=/dev/zero of=/dev/null bs=100M";

    private final BusyboxPrograms programs = new BusyboxPrograms();
    private final Listener listener = new Listener();
    private VirtualScheduler scheduler;
    private DockerEngine engine;
    private Envelopes envelopes;

    @BeforeEach
    void look() throws Exception {
        var host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
        try (var client = new DockerClient(host, scheduler)) {
            envelopes = EngineInfo.ask(client).ground().envelopes(INSTANCE.name());
        }
        engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler);
        assumeTrue(!(envelopes instanceof NoEnvelopes), envelopes.describe());
    }

    @AfterEach
    void erase() throws Exception {
        if (engine != null) {
            engine.erase();
            engine.close();
            assertThat(envelopes.open()).isEmpty();
        }
        if (scheduler != null) {
            scheduler.close();
        }
    }

    @Test
    void killsTheContainerThatTakesMoreMemoryThanTheOthersLeave() throws Exception {
        engine.start(listener);
        run(app("spared", HOLDS_5_MB), app("killed", "sleep 1; " + WANTS_100_MB));

        await(() -> dead("killed") && ((Exited) listener.container(POD, "killed")).outOfMemory());
        await(() -> listener.container(POD, "spared") instanceof Running);
        engine.ensure(stopped());
        await(() -> listener.container(POD, "spared") instanceof Exited);
        assertThat(((Exited) listener.container(POD, "spared")).outOfMemory()).isFalse();
    }

    @Test
    void isGoneWithThePod() throws Exception {
        engine.start(listener);
        run(app("one", "sleep 1000"));
        await(() -> listener.container(POD, "one") instanceof Running);
        assertThat(envelopes.open()).containsExactly(POD);

        engine.remove(POD, 2);
        await(() -> listener.newest(POD).orElseThrow().sandbox() instanceof SandboxState.Absent);
        assertThat(envelopes.open()).isEmpty();
    }

    @Test
    void isRemovedWhenAKilledProcessLeftIt() throws Exception {
        envelopes.open(LEFT, SMALL);
        engine.start(listener);
        run(app("one", "sleep 1000"));
        await(() -> listener.container(POD, "one") instanceof Running);
        assertThat(envelopes.open()).containsExactly(POD);
    }

    /** Also where the engine had a group of its own in it, and the one that removed it got no further than some trees. */
    @Test
    void isRemovedFromEveryTreeWithItsInstance() throws Exception {
        assumeTrue(envelopes.describe().startsWith("control groups"), "systemd removes what it makes");
        for (var tree : trees()) {
            if (!tree.endsWith("memory")) {
                Files.createDirectories(
                        tree.resolve("landfall").resolve(INSTANCE.name()).resolve(LEFT + "/container"));
            }
        }
        engine.start(listener);
        run(app("one", "sleep 1000"));
        await(() -> listener.container(POD, "one") instanceof Running);
        assertThat(envelopes.open()).containsExactly(POD);
        engine.erase();
        assertThat(trees())
                .noneMatch(tree -> Files.exists(tree.resolve("landfall").resolve(INSTANCE.name())));
    }

    /** Of this machine's groups; one where version 2 is used alone. */
    private static List<Path> trees() throws IOException {
        var root = Path.of("/sys/fs/cgroup");
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            return List.of(root);
        }
        try (var entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private boolean dead(String container) {
        return listener.container(POD, container) instanceof Exited exited && exited.exitCode() == 137;
    }

    private void run(ContainerSpec... specs) {
        engine.ensure(pod(1, new Level.Running(), specs));
    }

    private Pod stopped() {
        return pod(2, new Level.Stopped(2), app("spared", HOLDS_5_MB), app("killed", WANTS_100_MB));
    }

    private static Pod pod(long generation, Level level, ContainerSpec... specs) {
        var containers =
                Arrays.stream(specs).map(spec -> new Pod.Container(spec, level)).toList();
        var sandbox = new Sandbox.Interface(INSTANCE.address(10), "envelope");
        return new Pod(POD, generation, sandbox, SMALL, containers, Map.of());
    }

    private ContainerSpec app(String name, String script) {
        return ContainerSpec.builder(name, INSTANCE.name() + "-" + name, programs.image())
                .command(List.of("sh", "-c", script + "; exit $?"))
                .build();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 60_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime())
                    .as("20 s have passed; seen: %s", listener.newest(POD))
                    .isLessThan(end);
        }
    }
}
