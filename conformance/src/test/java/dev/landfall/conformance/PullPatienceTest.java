package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Registries that hang or break off: how long a task waits for them, and what it tells then. All wait at the same time. */
@Tag("docker")
@Tag("slow")
final class PullPatienceTest {
    private static final String CLUSTER = "patient";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String ERROR = "CannotPullContainerError: ";
    private static final String MANIFEST = ERROR + "pull image manifest has been retried ";
    private static final String LAYERS = ERROR + "ref pull has been retried 5 time(s): failed to copy: ";
    private static final String NO_DIGEST = "@sha256:" + "0".repeat(64);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static final Map<String, Set<String>> SUMMARIES = new ConcurrentHashMap<>();
    private static DockerEngineOfTests docker;
    private static OddRegistry registry;
    private static Deaf silent;
    private static Deaf full;
    private static Server server;
    private static Workload workload;
    private static RawApi api;

    private static Task unanswered;
    private static final List<Task> UNCONNECTED = new ArrayList<>();
    private static final List<Task> UNCONNECTED_ON_INSTANCE = new ArrayList<>();
    private static Task withoutManifest;
    private static Task withoutManifestOnInstance;
    private static Task stuckInLayer;
    private static Task brokenOff;
    private static Task unavailable;
    private static Thread watch;

    /** Something that listens and takes no part in what follows. */
    private record Deaf(ServerSocket socket, List<SocketChannel> queue) implements AutoCloseable {
        /** Takes connections, and says nothing. */
        static Deaf silent() throws IOException {
            return new Deaf(new ServerSocket(0, 500, InetAddress.ofLiteral("127.0.0.1")), List.of());
        }

        /** Has more connections waiting than it takes, so that the kernel lets nobody in. */
        static Deaf full() throws IOException {
            var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            var queue = new ArrayList<SocketChannel>();
            for (var n = 0; n < 4; n++) {
                var waiting = SocketChannel.open();
                waiting.configureBlocking(false);
                waiting.connect(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
                queue.add(waiting);
            }
            return new Deaf(socket, queue);
        }

        String address() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (var waiting : queue) {
                waiting.close();
            }
            socket.close();
        }
    }

    @BeforeAll
    static void beginThemAll() throws IOException {
        docker = DockerEngineOfTests.find();
        registry = OddRegistry.onLoopback();
        silent = Deaf.silent();
        full = Deaf.full();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), CLUSTER);
        api = new RawApi(server.installation().endpoint());
        api.registerInstance(CLUSTER);

        unanswered = run(silent.address() + "/x:latest");
        for (var n = 0; n < 3; n++) {
            UNCONNECTED.add(run(full.address() + "/x" + n + ":latest"));
            UNCONNECTED_ON_INSTANCE.add(runOnInstance(full.address() + "/y" + n + NO_DIGEST));
        }
        withoutManifest = run(registry.hasWithManifest("mute", RegistryImage.ofNoise(1_000), request -> OVER.await()));
        withoutManifestOnInstance = runOnInstance(
                registry.hasWithManifest("mute-too", RegistryImage.ofNoise(1_000), request -> OVER.await()));
        var stuck = RegistryImage.ofNoise(100_000);
        stuckInLayer = run(registry.hasWithLayer("stuck", stuck, request -> {
            request.out()
                    .write(stuck.layer().bytes(), request.begin(stuck.layer().bytes()), 10_000);
            OVER.await();
        }));
        var broken = RegistryImage.ofNoise(100_000);
        brokenOff = run(registry.hasWithLayer(
                "broken", broken, OddRegistry.piece(broken.layer().bytes(), 10_000)));
        unavailable =
                run(registry.hasWithLayer("gone", RegistryImage.ofNoise(1_000), OddRegistry.plain(503, "upstream")));
        var watched = Stream.of(UNCONNECTED, UNCONNECTED_ON_INSTANCE, List.of(unanswered, stuckInLayer))
                .flatMap(List::stream)
                .toList();
        watch = Thread.ofVirtual().start(() -> watch(watched));
    }

    /** Notes all that is said of them, for what it says of a try is over with the next. */
    private static void watch(List<Task> tasks) {
        while (OVER.getCount() > 0) {
            for (var task : tasks) {
                SUMMARIES
                        .computeIfAbsent(task.taskArn(), _ -> ConcurrentHashMap.newKeySet())
                        .add(api.explain(CLUSTER, task.taskArn()).summaryOr(""));
            }
            Eventually.pause(PAUSE);
        }
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        OVER.countDown();
        watch.join();
        workload.stopAll();
        api.close();
        server.close();
        registry.close();
        silent.close();
        full.close();
    }

    private static Task run(String image) {
        return workload.run(workload.register("patient", shell("main", WAITS).image(image)));
    }

    private static Task runOnInstance(String image) {
        var ecs = server.clients().ecs();
        var container = shell("main", WAITS).image(image).memory(8).logConfiguration((LogConfiguration) null);
        var definition = ecs.registerTaskDefinition(request -> request.family("instance")
                        .requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.NONE)
                        .containerDefinitions(container.build()))
                .taskDefinition();
        return ecs.runTask(request -> request.cluster(CLUSTER)
                        .launchType(LaunchType.EC2)
                        .taskDefinition(definition.taskDefinitionArn()))
                .tasks()
                .getFirst();
    }

    private static Task failed(Task began) {
        var task = workload.stopped(began, PATIENCE);
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        return task;
    }

    private static String image(Task task) {
        return task.containers().getFirst().image();
    }

    /** One that was said of a task, sooner or later. */
    private static String summary(Task task, String words) {
        return eventually(PATIENCE, words, () -> said(task, words), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> said(Task task, String words) {
        return SUMMARIES.getOrDefault(task.taskArn(), Set.of()).stream()
                .filter(text -> text.contains(words))
                .findFirst();
    }

    @Test
    void triesARegistryThatTakesTheConnectionAndDoesNotAnswer() {
        var get = "Get \"http://" + silent.address() + "/v2/\": ";
        assertThat(summary(unanswered, "tries failed"))
                .startsWith("It has been starting for ")
                .contains(", now for the image of main since ", get);
        assertThat(failed(unanswered).stoppedReason())
                .startsWith(MANIFEST + "5 time(s): failed to resolve ref " + image(unanswered)
                        + ": failed to do request: " + get)
                .containsAnyOf("request canceled", "context deadline exceeded");
    }

    /** Docker's deadline for a connection is known to its client by two ways, and the one that comes first gives the words. */
    @Test
    void triesARegistryThatTakesNoConnection() {
        var get = "Get \"http://" + full.address() + "/v2/\": ";
        var canceled = get + "net/http: request canceled while waiting for connection (Client.Timeout exceeded while"
                + " awaiting headers)";
        var all = Stream.concat(UNCONNECTED.stream(), UNCONNECTED_ON_INSTANCE.stream())
                .toList();
        eventually(
                PATIENCE,
                "words that AWS's guide lists, among thirty tries",
                () -> all.stream()
                        .flatMap(task -> said(task, canceled).stream())
                        .toList(),
                told -> !told.isEmpty());
        for (var task : UNCONNECTED) {
            assertThat(failed(task).stoppedReason())
                    .startsWith(MANIFEST + "5 time(s): failed to resolve ref " + image(task)
                            + ": failed to do request: " + get);
        }
        for (var task : UNCONNECTED_ON_INSTANCE) {
            var reason = failed(task).containers().getFirst().reason();
            var hint = reason.endsWith(canceled)
                    ? "The task can’t pull the image. Check your network configuration. "
                    : "";
            assertThat(reason).startsWith(ERROR + hint + "Error response from daemon: " + get);
        }
    }

    @Test
    void waitsAMinuteForAManifest() {
        assertThat(failed(withoutManifest).stoppedReason())
                .isEqualTo(MANIFEST + "1 time(s): failed to resolve ref " + image(withoutManifest)
                        + ": context deadline exceeded");
        var onInstance = failed(withoutManifestOnInstance);
        assertThat(onInstance.containers().getFirst().reason())
                .isEqualTo("DockerTimeoutError: Could not transition to MANIFEST_PULLED; timed out after waiting 1m0s");
        assertThat(Duration.between(onInstance.pullStartedAt(), onInstance.pullStoppedAt()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
    }

    @Test
    void beginsAnewWhenNothingComesOfALayerForAMinute() {
        assertThat(summary(stuckInLayer, "1 try failed"))
                .contains("inactivity time exceeded timeout while pulling image")
                .doesNotContain("engine is away");
        assertThat(workload.describe(stuckInLayer).lastStatus()).isEqualTo("ACTIVATING");
        workload.stop(stuckInLayer, "seen");
        assertThat(workload.stopped(stuckInLayer).stoppedReason()).isEqualTo("seen");
    }

    @Test
    void tellsHowOftenTheEngineBeganALayerThatBreaksOff() {
        assertThat(failed(brokenOff).stoppedReason()).isEqualTo(LAYERS + "unexpected EOF");
        assertThat(failed(unavailable).stoppedReason())
                .isEqualTo(LAYERS + "httpReaderSeeker: failed open: unexpected status code 503 Service Unavailable");
    }
}
