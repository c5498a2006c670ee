package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** While the engine is away the API answers and what is asked for waits; when it is back everything comes true. */
@Tag("docker")
final class EngineAwayTest {
    private static final Duration A_WHILE = Duration.ofMillis(1_500);

    private static DockerEngineOfTests docker;

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    @Test
    void startsWithoutAnEngineAndRunsWhatWasAskedOnceThereIsOne() throws IOException {
        try (var relay = new EngineRelay(docker.host());
                var server = Server.start(Installation.on(relay.host()))) {
            var workload = Workload.in(server.clients(), "early");
            var task = workload.run(workload.register("early", shell("main", WAITS)));
            pause(A_WHILE);
            assertThat(workload.describe(task).lastStatus()).isIn("PROVISIONING", "PENDING", "ACTIVATING");
            assertThat(workload.describe(task).desiredStatus()).isEqualTo("RUNNING");
            relay.open();
            workload.running(task);
            workload.stopAll();
            assertThat(docker.containersOf(task.taskArn())).isEmpty();
        }
    }

    @Test
    void takesUpEverythingWhereItWasWhenTheEngineIsBack() throws IOException {
        try (var relay = new EngineRelay(docker.host())) {
            relay.open();
            try (var server = Server.start(Installation.on(relay.host()))) {
                var workload = Workload.in(server.clients(), "away");
                var counting = workload.register("counting", shell("main", counts()));
                var ends = workload.register("ends", shell("main", "until [ -e /end ]; do sleep 0.05; done; exit 6"));
                var keeps = workload.running(workload.run(counting));
                var stops = workload.running(workload.run(counting));
                var exits = workload.running(workload.run(ends));

                relay.shut();
                workload.stop(stops, "while it is away");
                var later = workload.run(counting);
                docker.docker("exec", exits.containers().getFirst().runtimeId(), "touch", "/end");
                pause(A_WHILE);
                assertThat(workload.describe(keeps).lastStatus()).isEqualTo("RUNNING");
                assertThat(workload.describe(stops).lastStatus()).isNotEqualTo("STOPPED");
                assertThat(workload.describe(later).lastStatus()).isNotIn("RUNNING", "STOPPED");

                relay.open();
                assertThat(workload.running(later).lastStatus()).isEqualTo("RUNNING");
                var over = workload.stopped(stops);
                assertThat(over.stoppedReason()).isEqualTo("while it is away");
                assertThat(workload.stopped(exits).containers())
                        .extracting(Container::exitCode)
                        .containsExactly(6);
                var kept = workload.describe(keeps);
                assertThat(kept.lastStatus()).isEqualTo("RUNNING");
                assertThat(kept.containers().getFirst().runtimeId())
                        .isEqualTo(keeps.containers().getFirst().runtimeId());
                workload.stopAll();
                hasEveryLineOnce(workload, keeps);
                hasEveryLineOnce(workload, stops);
                assertThat(docker.containersOf(keeps.taskArn())).isEmpty();
            }
        }
    }

    @Test
    void tellsOfAContainerThatVanishedWhileNobodyWatched() throws IOException {
        try (var relay = new EngineRelay(docker.host())) {
            relay.open();
            try (var server = Server.start(Installation.on(relay.host()))) {
                var workload = Workload.in(server.clients(), "vanished");
                var task = workload.running(workload.run(workload.register("vanished", shell("main", WAITS))));
                relay.shut();
                docker.docker("rm", "-f", task.containers().getFirst().runtimeId());
                relay.open();
                var over = workload.stopped(task);
                assertThat(over.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
                assertThat(over.stoppedReason()).isEqualTo("Essential container in task exited");
                assertThat(over.containers()).singleElement().satisfies(container -> {
                    assertThat(container.reason())
                            .isEqualTo("ContainerVanishedError: No container matching saved ID found");
                    assertThat(container.exitCode()).isNull();
                });
                Moments.areInOrder(over);
                Explanation.of(server, over).tells(over);
            }
        }
    }

    @Test
    void takesNoTasksOnAnInstanceWhoseEngineIsAway() throws IOException {
        try (var relay = new EngineRelay(docker.host());
                var server = Server.start(Installation.on(relay.host()));
                var own = new RawApi(server.installation().endpoint())) {
            var ecs = server.clients().ecs();
            ecs.createCluster(request -> request.clusterName("metal"));
            var early = own.landfall("RegisterInstance", "{\"cluster\":\"metal\"}");
            assertThat(early.code()).isEqualTo("ClientException");
            assertThat(early.message()).contains("The container engine has not answered yet");

            relay.open();
            eventually(
                    "a registration",
                    () -> own.landfall("RegisterInstance", "{\"cluster\":\"metal\"}")
                                    .status()
                            == 200);
            var arn = ecs.listContainerInstances(request -> request.cluster("metal"))
                    .containerInstanceArns()
                    .getFirst();
            assertThat(agentConnected(ecs, arn)).isTrue();

            relay.shut();
            eventually("its absence", () -> !agentConnected(ecs, arn));
            var definition = ecs.registerTaskDefinition(request -> request.family("small")
                            .containerDefinitions(c -> c.name("main")
                                    .image(DockerEngineOfTests.BUSYBOX)
                                    .command("sh", "-c", WAITS)
                                    .memory(32)))
                    .taskDefinition();
            var refused =
                    ecs.runTask(request -> request.cluster("metal").taskDefinition(definition.taskDefinitionArn()));
            assertThat(refused.tasks()).isEmpty();
            assertThat(refused.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo("AGENT"));

            relay.open();
            eventually("its return", () -> agentConnected(ecs, arn));
        }
    }

    private static boolean agentConnected(EcsClient ecs, String arn) {
        return ecs.describeContainerInstances(
                        request -> request.cluster("metal").containerInstances(arn))
                .containerInstances()
                .getFirst()
                .agentConnected();
    }

    /** Writes a number ten times a second until it is told to end, and then the word {@code end}. */
    static String counts() {
        return "trap 'echo end; exit 0' TERM; n=0; while :; do n=$((n+1)); echo $n; sleep 0.1; done";
    }

    static void hasEveryLineOnce(Workload workload, software.amazon.awssdk.services.ecs.model.Task task) {
        var lines = eventually(
                "the last line",
                () -> workload.lines(task, "main"),
                now -> !now.isEmpty() && now.getLast().equals("end"));
        var expected =
                IntStream.range(1, lines.size()).mapToObj(String::valueOf).toList();
        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(expected).hasSizeGreaterThan(5);
    }
}
