package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerFiles;
import dev.landfall.engine.ContainerResources;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerSpecBuilder;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Health;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Listener;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.Observation.SandboxState;
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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Docker's containers do beyond what every engine's do. */
@Tag("docker")
class DockerContainersTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdeb");
    private static final TestInstance INSTANCE = TestInstance.create("more");

    private final BusyboxPrograms programs = new BusyboxPrograms();
    private final Listener listener = new Listener();
    private VirtualScheduler scheduler;
    private DockerHost host;
    private DockerEngine engine;

    @BeforeEach
    void start() throws Exception {
        host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
        engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), scheduler);
        engine.start(listener);
    }

    @AfterEach
    void erase() {
        if (engine != null) {
            engine.erase();
            engine.close();
        }
        scheduler.close();
    }

    @Test
    void readsLongLinesBothStreamsAndBrokenText() throws Exception {
        run(app("head -c 40000 /dev/zero | tr '\\0' x; echo; sleep 0.05; echo oops >&2; sleep 0.05; "
                + "printf 'a\\377b\\n'; sleep 0.05; printf unfinished"));
        await(() -> listener.container(POD, "app") instanceof Exited);

        var lines = log();
        assertThat(lines)
                .extracting(LogLine::text)
                .containsExactly("x".repeat(40_000), "oops", "a\ufffdb", "unfinished");
        assertThat(lines.get(1).stream()).isEqualTo(LogLine.Stream.STDERR);
    }

    @Test
    void readsATerminal() throws Exception {
        run(app("echo one; echo two >&2; head -c 20000 /dev/zero | tr '\\0' y; echo")
                .pseudoTerminal(true));
        await(() -> listener.container(POD, "app") instanceof Exited);

        assertThat(log()).extracting(LogLine::text).containsExactly("one", "two", "y".repeat(20_000));
    }

    @Test
    void losesNoLineOfAContainerThatEndsAtOnce() throws Exception {
        run(app("n=0; while [ $n -lt 5000 ]; do n=$((n+1)); echo $n; done"));
        await(() ->
                listener.container(POD, "app") instanceof Running || listener.container(POD, "app") instanceof Exited);

        var lines = log();
        assertThat(lines).hasSize(5000);
        assertThat(lines.getLast().text()).isEqualTo("5000");
    }

    @Test
    void givesEnvironmentUserDirectoryAndLabels() throws Exception {
        run(app("echo $COLOUR; pwd; id -u; hostname")
                .environment(Map.of("COLOUR", "blue and = green"))
                .workingDirectory("/etc")
                .user("65534"));
        await(() -> listener.container(POD, "app") instanceof Exited);

        assertThat(log()).extracting(LogLine::text).containsExactly("blue and = green", "/etc", "65534", "more");
    }

    @Test
    void sharesAVolumeInThePodAndRemovesItWithThePod() throws Exception {
        var files = ContainerFiles.of(
                new ContainerFiles.Mount(new ContainerFiles.Volume.OfPod("shared"), "/shared", false));
        run(
                spec("writer", "echo hello > /shared/file").files(files),
                spec("app", "until [ -s /shared/file ]; do sleep 0.05; done; cat /shared/file")
                        .files(files));
        await(() -> listener.container(POD, "app") instanceof Exited);
        assertThat(log()).extracting(LogLine::text).containsExactly("hello");

        engine.remove(POD, 2);
        await(() -> listener.newest(POD).orElseThrow().sandbox() instanceof SandboxState.Absent);
        try (var client = new DockerClient(host, scheduler)) {
            var left = client.call(HttpRequest.get("/volumes")
                            .with("filters", Labels.filter(Labels.INSTANCE + "=" + INSTANCE.name())))
                    .items("Volumes");
            assertThat(left).isEmpty();
        }
    }

    @Test
    void tellsHealth() throws Exception {
        var check = new ContainerSpec.HealthCheck(
                List.of("CMD-SHELL", "[ ! -e /sick ]"), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, Duration.ZERO);
        run(app("trap 'exit 0' TERM; sleep 2.5; touch /sick; while :; do sleep 0.1; done")
                .healthCheck(check));

        await(() -> health() == Health.HEALTHY);
        await(() -> health() == Health.UNHEALTHY);
        assertThat(listener.of(POD).stream()
                        .map(seen -> seen.containers().get("app"))
                        .flatMap(state -> state instanceof Running running
                                ? List.of(running.health()).stream()
                                : List.<Health>of().stream())
                        .distinct()
                        .toList())
                .containsExactly(Health.STARTING, Health.HEALTHY, Health.UNHEALTHY);
    }

    @Test
    void tellsThatMemoryRanOut() throws Exception {
        // Docker misses the kernel's notice about a container that dies in its first moments.
        run(app("sleep 1; x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done")
                .resources(ContainerResources.ofMemory(8 << 20)));

        await(() -> listener.container(POD, "app") instanceof Exited exited && exited.outOfMemory());
        assertThat(((Exited) listener.container(POD, "app")).exitCode()).isEqualTo(137);
    }

    @Test
    void tellsThatASubnetOverlaps() throws Exception {
        run(app("sleep 1000"));
        await(() -> listener.container(POD, "app") instanceof Running);
        var others = new Listener();
        var name = TestInstance.create("overlap").name();
        var subnet = INSTANCE.address(0) + "/25";
        var plan = NetworkPlan.of(name).with(subnet, INSTANCE.address(1));
        try (var other = new DockerEngine(host, name, plan, scheduler)) {
            other.start(others);
            other.ensure(pod(spec("app", "sleep 1000")));
            await(() -> others.container(POD, "app") instanceof Failed);
            assertThat(((Failed) others.container(POD, "app")).fault().message())
                    .contains(subnet)
                    .contains("overlaps");
            other.erase();
        }
    }

    @Test
    void addsASuffixToANameThatIsTaken() throws Exception {
        try (var client = new DockerClient(host, scheduler)) {
            var containers = new ContainerCalls(client);
            var taken = containers.create(
                    INSTANCE.name() + "-app",
                    Map.of(
                            "Image",
                            TestImages.BUSYBOX,
                            "Cmd",
                            List.of("sh"),
                            "HostConfig",
                            Map.of("NetworkMode", "none")));
            try {
                run(app("sleep 1000"));
                await(() -> listener.container(POD, "app") instanceof Running);
                assertThat(containers
                                .inspect(INSTANCE.name() + "-app-2")
                                .orElseThrow()
                                .id())
                        .isEqualTo(((Running) listener.container(POD, "app")).runtimeId());
            } finally {
                containers.remove(taken);
            }
        }
    }

    private Health health() {
        return listener.container(POD, "app") instanceof Running running ? running.health() : Health.NONE;
    }

    private List<LogLine> log() {
        var lines = new ArrayList<LogLine>();
        try (var reader = engine.logs(POD, "app", Position.START)) {
            for (var batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                lines.addAll(batch);
            }
        }
        return lines;
    }

    private void run(ContainerSpecBuilder... specs) {
        engine.ensure(pod(specs));
    }

    private static Pod pod(ContainerSpecBuilder... specs) {
        var containers = Arrays.stream(specs)
                .map(spec -> new Pod.Container(spec.build(), new Level.Running()))
                .toList();
        return new Pod(POD, 1, new Sandbox.Interface(INSTANCE.address(10), "more"), containers, Map.of());
    }

    private ContainerSpecBuilder app(String script) {
        return spec("app", script);
    }

    private ContainerSpecBuilder spec(String name, String script) {
        return ContainerSpec.builder(name, INSTANCE.name() + "-" + name, programs.image())
                .command(List.of("sh", "-c", script));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 20_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime())
                    .as("20 s have passed; seen: %s", listener.newest(POD))
                    .isLessThan(end);
        }
    }
}
