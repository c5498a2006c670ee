package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Settings.Forwarding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** A task's public address answers on this host while the task runs, or the task tells why it cannot. */
@Tag("docker")
final class PublicAddressTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static DockerEngineOfTests docker;

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    @ParameterizedTest
    @EnumSource(
            value = Forwarding.class,
            names = {"AUTO", "PROCESS"})
    void answersWhileTheTaskRunsAndNoLonger(Forwarding forwarding) throws IOException {
        try (var server = Server.start(Installation.on(docker.host(), forwarding))) {
            var workload = Workload.in(server.clients(), "open");
            var port = 3000;
            var task = workload.running(workload.runPublic(workload.register("web", web(port))));
            var address = workload.publicAddress(task).orElseThrow();
            eventually("the page", () -> get(address, port).equals(Optional.of("hello")));
            server.restart();
            eventually("the page after a restart", () -> get(address, port).equals(Optional.of("hello")));
            workload.stop(task, "enough");
            workload.stopped(task);
            assertThat(get(address, port)).isEmpty();
        }
    }

    @Test
    void tellsThatAPortIsTaken() throws IOException {
        try (var server = Server.start(Installation.on(docker.host(), Forwarding.PROCESS));
                var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("0.0.0.0", 0));
            var port = taken.getLocalPort();
            var workload = Workload.in(server.clients(), "taken");
            var definition = workload.register("web", web(port));
            var refused = workload.stopped(workload.runPublic(definition));
            assertThat(refused.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(refused.stoppedReason())
                    .startsWith("ResourceInitializationError: ")
                    .contains("tcp port " + port)
                    .contains("already in use");
            assertThat(docker.containersOf(refused.taskArn())).isEmpty();
            taken.close();
            var task = workload.running(workload.runPublic(definition));
            var address = workload.publicAddress(task).orElseThrow();
            eventually("the page", () -> get(address, port).equals(Optional.of("hello")));
            workload.stopAll();
        }
    }

    @Test
    void tellsThatThePoolIsEmptyAndGivesAnAddressAgain() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()).withTinyPool())) {
            var workload = Workload.in(server.clients(), "few");
            var definition = workload.register("one", shell("main", WAITS));
            var tasks = IntStream.range(0, 5)
                    .mapToObj(n -> workload.runPublic(definition))
                    .map(task -> eventually(
                            "a decision",
                            () -> workload.describe(task),
                            now -> now.lastStatus().matches("RUNNING|STOPPED")))
                    .toList();
            var running = tasks.stream().filter(PublicAddressTest::runs).toList();
            assertThat(running.stream().map(workload::publicAddress))
                    .doesNotHaveDuplicates()
                    .allMatch(Optional::isPresent)
                    .hasSizeBetween(2, 4);
            assertThat(tasks.stream().filter(task -> !runs(task))).isNotEmpty().allSatisfy(task -> {
                assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
                assertThat(task.stoppedReason())
                        .startsWith("Unexpected EC2 error while attempting to Create Network Interface with"
                                + " public IP assignment enabled in subnet '");
            });
            workload.stop(running.getFirst(), "make room");
            workload.stopped(running.getFirst());
            assertThat(workload.publicAddress(workload.running(workload.runPublic(definition))))
                    .isPresent();
            workload.stopAll();
        }
    }

    private static ContainerDefinition.Builder web(int port) {
        var script = "mkdir -p /tmp; printf hello > /tmp/index.html; httpd -p " + port + " -h /tmp; " + WAITS;
        return shell("web", script).portMappings(mapping -> mapping.containerPort(port));
    }

    private static boolean runs(Task task) {
        return Objects.equals(task.lastStatus(), "RUNNING");
    }

    /** What stands at an address; empty when nobody answers there. */
    private static Optional<String> get(String address, int port) {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            return Optional.of(HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (IOException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
