package dev.landfall.conformance;

import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.EngineAwayTest.hasEveryLineOnce;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.EngineGate.Call;
import dev.landfall.conformance.EngineGate.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The server is killed in the middle of each phase of a task of two containers: while it waits for one call to the engine,
 * which the engine either never hears of or carries out without anybody learning of it. Once it is back the task ends as
 * it would have.
 */
@Tag("docker")
@Tag("slow")
final class CrashMatrixTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static DockerEngineOfTests docker;
    private static EngineGate gate;
    private static Installation installation;
    private static ServerProcess server;
    private static Clients clients;
    private static Workload workload;
    private static String definition;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        gate = new EngineGate(docker.host());
        installation = Installation.on(gate.host());
        server = ServerProcess.start(installation);
        clients = new Clients(installation.endpoint());
        workload = Workload.in(clients, "matrix");
        definition = workload.register(
                "pair",
                shell("first", "echo one; " + Workload.WAITS),
                shell("main", counts())
                        .dependsOn(on -> on.containerName("first").condition(ContainerCondition.START)));
    }

    @AfterAll
    static void stop() throws IOException {
        clients.close();
        server.kill();
        gate.open();
        server.close();
        gate.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "LOOK_FOR_IMAGE, BEFORE",
        "CREATE, BEFORE",
        "CREATE, AFTER",
        "START, BEFORE",
        "START, AFTER",
    })
    void comesUpAllTheSameWhenItIsKilledWhileATaskStarts(Call call, Side side) throws Exception {
        gate.hold(call, side);
        var task = workload.runPublic(definition);
        gate.awaitCaught(PATIENCE);
        assertThat(workload.describe(task).lastStatus()).isNotIn("RUNNING", "STOPPED");
        killAndStartAgain();

        var up = workload.running(task);
        assertThat(docker.docker(
                                "ps",
                                "-q",
                                "--filter",
                                "label=dev.landfall.pod=" + id(task),
                                "--filter",
                                "label=dev.landfall.container")
                        .lines())
                .as("no container is doubled")
                .hasSize(2);
        assertThat(workload.publicAddress(up)).isPresent();
        eventually("some lines", () -> workload.lines(task, "main").size() > 6);
        workload.stop(task, "enough");
        endsAsItShould(task);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "STOP, BEFORE",
        "STOP, AFTER",
        "REMOVE, BEFORE",
        "REMOVE, AFTER",
    })
    void isGoneAllTheSameWhenItIsKilledWhileATaskStops(Call call, Side side) throws Exception {
        var task = workload.running(workload.runPublic(definition));
        eventually("some lines", () -> workload.lines(task, "main").size() > 6);
        gate.hold(call, side);
        workload.stop(task, "enough");
        gate.awaitCaught(PATIENCE);
        assertThat(workload.describe(task).lastStatus()).isEqualTo(call == Call.STOP ? "STOPPING" : "DEPROVISIONING");
        killAndStartAgain();
        endsAsItShould(task);
    }

    /** The shortest period that ECS allows is a minute. */
    @Test
    void doublesNoRestart() throws Exception {
        var restarted = workload.register(
                "restarted",
                shell("main", "echo a life; sleep 61; exit 9")
                        .stopTimeout(2)
                        .restartPolicy(policy -> policy.enabled(true).restartAttemptPeriod(60)));
        var task = workload.running(workload.run(restarted));
        gate.hold(Call.START, Side.AFTER);
        gate.awaitCaught(PATIENCE.multipliedBy(2)); // its second start
        killAndStartAgain();
        eventually("the second life", () -> workload.lines(task, "main").size() == 2);
        assertThat(workload.describe(task).lastStatus()).isEqualTo("RUNNING");
        workload.stop(task, "enough");
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(workload.lines(over, "main")).containsExactly("a life", "a life");
        leavesNothing(over);
    }

    private static void killAndStartAgain() throws IOException {
        server.kill();
        gate.open();
        server.startAgain();
    }

    private static void endsAsItShould(Task task) throws IOException {
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("enough");
        assertThat(over.containers()).allSatisfy(container -> {
            assertThat(container.lastStatus()).isEqualTo("STOPPED");
            assertThat(container.exitCode()).isZero();
        });
        assertThat(workload.lines(over, "first")).containsExactly("one");
        hasEveryLineOnce(workload, over);
        leavesNothing(over);
    }

    private static void leavesNothing(Task task) throws IOException {
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        assertThat(docker.docker("volume", "ls", "-q", "--filter", "label=dev.landfall.pod=" + id(task)))
                .isEmpty();
        assertThat(clients.ec2().describeNetworkInterfaces().networkInterfaces())
                .as("interfaces")
                .isEmpty();
        var address = Workload.privateAddress(task);
        eventually("rules without its address", () -> !rules().contains(address));
    }

    /** Of the installation, as the kernel has them. */
    private static String rules() {
        try {
            var listed = new ProcessBuilder("nft", "list", "ruleset")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var text = new String(listed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.contains(
                            installation.settings().publicIps().at(0).toString().substring(0, 7)))
                    .reduce("", (all, line) -> all + line + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String id(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }
}
