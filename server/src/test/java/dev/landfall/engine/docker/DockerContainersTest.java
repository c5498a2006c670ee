package dev.landfall.engine.docker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerFiles;
import dev.landfall.engine.ContainerResources;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerSpecBuilder;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Health;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Image;
import dev.landfall.engine.Listener;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Docker's containers do beyond what every engine's do. */
@Tag("docker")
class DockerContainersTest {
    private static final TestInstance INSTANCE = TestInstance.create("more");
    private static final Sandbox SANDBOX = new Sandbox.Interface(INSTANCE.address(10), "more");

    @RegisterExtension
    final TestPod pod = new TestPod(INSTANCE);

    @Test
    void readsLongLinesBothStreamsAndBrokenText() {
        run(pod.app("head -c 40000 /dev/zero | tr '\\0' x; echo; sleep 0.05; echo oops >&2; sleep 0.05; "
                + "printf 'a\\377b\\n'; sleep 0.05; printf unfinished"));
        pod.awaitExit();

        // Docker copies each stream for itself: only within one of them does the order hold.
        var lines = pod.log().stream().collect(groupingBy(LogLine::stream, mapping(LogLine::text, toList())));
        assertThat(lines)
                .containsOnly(
                        entry(LogLine.Stream.STDOUT, List.of("x".repeat(40_000), "a\ufffdb", "unfinished")),
                        entry(LogLine.Stream.STDERR, List.of("oops")));
    }

    @Test
    void readsATerminal() {
        run(pod.app("echo one; echo two >&2; head -c 20000 /dev/zero | tr '\\0' y; echo")
                .pseudoTerminal(true));
        pod.awaitExit();

        assertThat(pod.log()).extracting(LogLine::text).containsExactly("one", "two", "y".repeat(20_000));
    }

    @Test
    void losesNoLineOfAContainerThatEndsAtOnce() {
        run(pod.app("n=0; while [ $n -lt 5000 ]; do n=$((n+1)); echo $n; done"));
        pod.await(() -> pod.app() instanceof Running || pod.app() instanceof Exited);

        var lines = pod.log();
        assertThat(lines).hasSize(5000);
        assertThat(lines.getLast().text()).isEqualTo("5000");
    }

    @Test
    void givesEnvironmentUserDirectoryAndLabels() {
        run(pod.app("echo $COLOUR; pwd; id -u; hostname")
                .environment(Map.of("COLOUR", "blue and = green"))
                .workingDirectory("/etc")
                .user("65534"));
        pod.awaitExit();

        assertThat(pod.log()).extracting(LogLine::text).containsExactly("blue and = green", "/etc", "65534", "more");
    }

    @Test
    void isFoundAgainWhateverItsImageAndItsOwnLabelsClaim() {
        try (var client = new DockerClient(pod.host(), pod.scheduler());
                var other = new DockerEngine(
                        pod.host(), INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, pod.scheduler())) {
            claim(client);
            var image = new Image("claims", "landfall/claims:local", Image.Pull.IF_ABSENT, Optional.empty());
            pod.run(
                    new Sandbox.None(),
                    ContainerSpec.builder(TestPod.APP, INSTANCE.name(), image)
                            .labels(Map.of("dev.landfall.port-ranges", "x/tcp", "own", "kept")));
            pod.await(() -> pod.app() instanceof Running);

            var found = new Listener();
            other.start(found);
            pod.await(() -> found.container(TestPod.ID, TestPod.APP) instanceof Running);
            other.removeStrays();
            var labels = new ContainerCalls(client)
                    .inspect(((Running) pod.app()).runtimeId())
                    .orElseThrow()
                    .labels();
            assertThat(labels).containsEntry("own", "kept").doesNotContainValue("claimed");
        }
    }

    private static void claim(DockerClient client) {
        var architecture =
                client.callUnversioned(HttpRequest.get("/version")).text("Arch").orElse("amd64");
        var tar = TarFile.of(
                "wait", 0755, SandboxProgram.forArchitecture(architecture).executable());
        var labels = "LABEL dev.landfall.hostname=claimed dev.landfall.sandbox=claimed dev.landfall.namespaces=claimed";
        new ImageCalls(client)
                .importTar(
                        "landfall/claims",
                        "local",
                        tar,
                        List.of("ENTRYPOINT [\"/wait\"]", labels),
                        "linux/" + architecture);
    }

    @Test
    void sharesAVolumeInThePodAndRemovesItWithThePod() {
        var files = ContainerFiles.of(
                new ContainerFiles.Mount(new ContainerFiles.Volume.OfPod("shared"), "/shared", false));
        run(
                pod.container("writer", "echo hello > /shared/file").files(files),
                pod.container("app", "until [ -s /shared/file ]; do sleep 0.05; done; cat /shared/file")
                        .files(files));
        pod.awaitExit();
        assertThat(pod.log()).extracting(LogLine::text).containsExactly("hello");

        pod.remove();
        pod.await(() -> pod.newest().orElseThrow().sandbox() instanceof SandboxState.Absent);
        try (var client = new DockerClient(pod.host(), pod.scheduler())) {
            var left = client.call(HttpRequest.get("/volumes")
                            .with("filters", Labels.filter(Labels.INSTANCE + "=" + INSTANCE.name())))
                    .items("Volumes");
            assertThat(left).isEmpty();
        }
    }

    @Test
    void tellsHealth() {
        var wellFourTimes = "echo >> /looks; [ $(wc -l < /looks) -lt 5 ]";
        var check = new ContainerSpec.HealthCheck(
                List.of("CMD-SHELL", wellFourTimes), Duration.ofSeconds(1), Duration.ofSeconds(30), 1, Duration.ZERO);
        run(pod.app("trap 'exit 0' TERM; while :; do sleep 0.1; done").healthCheck(check));

        pod.await(() -> health() == Health.UNHEALTHY);
        assertThat(pod.seen().stream()
                        .map(seen -> seen.containers().get("app"))
                        .flatMap(state -> state instanceof Running running
                                ? List.of(running.health()).stream()
                                : List.<Health>of().stream())
                        .distinct()
                        .toList())
                .containsExactly(Health.STARTING, Health.HEALTHY, Health.UNHEALTHY);
    }

    @Test
    void tellsThatMemoryRanOut() {
        // Docker misses the kernel's notice about a container that dies in its first moments.
        run(pod.app("sleep 1; x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done")
                .resources(ContainerResources.ofMemory(8 << 20)));

        pod.await(() -> pod.app() instanceof Exited exited && exited.outOfMemory());
        assertThat(((Exited) pod.app()).exitCode()).isEqualTo(137);
    }

    @Test
    void tellsThatASubnetOverlaps() {
        run(pod.app("sleep 1000"));
        pod.await(() -> pod.app() instanceof Running);
        var others = new Listener();
        var name = TestInstance.create("overlap").name();
        var subnet = INSTANCE.address(0) + "/25";
        var plan = NetworkPlan.of(name).with(subnet, INSTANCE.address(1));
        try (var other = new DockerEngine(pod.host(), name, plan, AddressGuard.NONE, pod.scheduler())) {
            other.start(others);
            other.ensure(TestPod.pod(SANDBOX, pod.container("app", "sleep 1000")));
            pod.await(() -> others.container(TestPod.ID, "app") instanceof Failed);
            assertThat(((Failed) others.container(TestPod.ID, "app")).fault().message())
                    .contains(subnet)
                    .contains("overlaps");
            other.erase();
        }
    }

    @Test
    void addsASuffixToANameThatIsTaken() {
        try (var client = new DockerClient(pod.host(), pod.scheduler())) {
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
                run(pod.app("sleep 1000"));
                pod.await(() -> pod.app() instanceof Running);
                assertThat(containers
                                .inspect(INSTANCE.name() + "-app-2")
                                .orElseThrow()
                                .id())
                        .isEqualTo(((Running) pod.app()).runtimeId());
            } finally {
                containers.remove(taken);
            }
        }
    }

    private Health health() {
        return pod.app() instanceof Running running ? running.health() : Health.NONE;
    }

    private void run(ContainerSpecBuilder... containers) {
        pod.run(SANDBOX, containers);
    }
}
