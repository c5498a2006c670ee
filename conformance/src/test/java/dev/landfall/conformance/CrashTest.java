package dev.landfall.conformance;

import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.EngineAwayTest.hasEveryLineOnce;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** Killed without a word at any moment, the server finds everything again: nothing is lost, doubled or left over. */
@Tag("docker")
@Tag("slow")
final class CrashTest {
    private static DockerEngineOfTests docker;

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    @Test
    void keepsARunningTaskWithItsAddressesAndEveryLine() throws IOException {
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "killed");
            var task = workload.running(workload.runPublic(workload.register("counting", shell("main", counts()))));
            var address = workload.publicAddress(task);
            server.kill();
            pause(Duration.ofMillis(500)); // lines that nobody listens to
            server.startAgain();
            var kept = workload.describe(task);
            assertThat(kept.lastStatus()).isEqualTo("RUNNING");
            assertThat(Workload.privateAddress(kept)).isEqualTo(Workload.privateAddress(task));
            assertThat(workload.publicAddress(kept)).isPresent().isEqualTo(address);
            assertThat(kept.startedAt()).isEqualTo(task.startedAt());
            assertThat(kept.containers().getFirst().runtimeId())
                    .isEqualTo(task.containers().getFirst().runtimeId());
            var before = workload.lines(task, "main").size();
            eventually("more lines", () -> workload.lines(task, "main").size() > before + 5);
            workload.stopAll();
            hasEveryLineOnce(workload, task);
            isEmpty(installation, clients, List.of(task));
        }
    }

    @Test
    void losesAndDoublesNothingAtWhateverMomentItIsKilled() throws IOException {
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "moments");
            var definition = workload.register("pair", shell("main", Workload.WAITS), shell("other", Workload.WAITS));
            var tasks = new ArrayList<Task>();
            for (var millis : new int[] {0, 40, 120, 300, 700}) {
                tasks.add(workload.runPublic(definition));
                pause(Duration.ofMillis(millis));
                server.kill();
                server.startAgain();
            }
            var running = tasks.stream().map(workload::running).toList();
            assertThat(running.stream().map(Workload::privateAddress)).doesNotHaveDuplicates();
            assertThat(running.stream().map(workload::publicAddress)).doesNotHaveDuplicates();
            for (var task : running) {
                assertThat(workloadContainers(task)).as(task.taskArn()).hasSize(2);
            }

            running.forEach(task -> workload.stop(task, "over"));
            for (var millis : new int[] {50, 400}) {
                pause(Duration.ofMillis(millis));
                server.kill();
                server.startAgain();
            }
            running.forEach(workload::stopped);
            isEmpty(installation, clients, running);
        }
    }

    /** Without sandboxes. */
    private static List<String> workloadContainers(Task task) {
        var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        return docker.docker(
                        "ps",
                        "-q",
                        "--filter",
                        "label=dev.landfall.pod=" + id,
                        "--filter",
                        "label=dev.landfall.container")
                .lines()
                .toList();
    }

    /** No container of a task is left, and no interface but those set aside for tasks to come. */
    private static void isEmpty(Installation installation, Clients clients, List<Task> over) {
        var left = docker.docker(
                "ps", "-aq",
                "--filter", "label=dev.landfall.instance=" + installation.instance(),
                "--filter", "label=dev.landfall.container");
        assertThat(left).isEmpty();
        for (var task : over) {
            assertThat(docker.containersOf(task.taskArn())).isEmpty();
        }
        assertThat(clients.ec2().describeNetworkInterfaces().networkInterfaces())
                .isEmpty();
    }
}
