package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.docker.OwnDocker;
import dev.landfall.engine.docker.Patience;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * A Docker daemon of the test's own, whose processes are frozen: the runtime below it, so that it answers and comes to an end
 * with nothing, or the daemon itself.
 */
@Tag("docker")
@Tag("slow")
final class FrozenEngineTest {
    /** Longer than an honest start takes on a busy machine. */
    private static final Duration START = Duration.ofSeconds(8);

    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration INSPECT = Duration.ofSeconds(5);

    private static OwnDocker own;
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        own = OwnDocker.start();
        docker = DockerEngineOfTests.at(URI.create(own.host().toString()));
        var patience = new Patience(Patience.AGENT.create(), START, STOP, INSPECT);
        server = Server.start(Installation.on(URI.create(own.host().toString())), patience);
        workload = Workload.in(server.clients(), "frozen");
        try (var api = new RawApi(server.installation().endpoint())) {
            api.registerInstance("frozen");
        }
    }

    @AfterEach
    void thaw() throws IOException {
        own.thaw();
        own.thawRuntime();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (own != null) {
            own.close();
        }
    }

    @Test
    void tellsOnAnInstanceThatAContainerDidNotStartInTime() throws IOException {
        var task = startsTooLate(
                () -> workload.run(
                        define("instance"),
                        request ->
                                request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null)),
                "DockerTimeoutError: Could not transition to started; timed out after waiting 8s");
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
    }

    /** It is asked five times, as by the agent, each time for the grace and a second. */
    @Test
    void tellsThatAContainerDidNotStopInTimeAndStopsItWhenItCan() throws IOException {
        var task = workload.running(workload.run(
                define("stopping"),
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null)));
        own.freezeRuntime();
        workload.stop(task, "enough");
        var late = eventually(
                "the last try",
                () -> workload.describe(task),
                now -> now.containers().getFirst().lastStatus().equals("STOPPED"));
        assertThat(reason(late))
                .isEqualTo("DockerTimeoutError: Could not transition to stopped; timed out after waiting 3s");
        assertThat(late.lastStatus()).as("as long as it lives").isNotEqualTo("STOPPED");
        own.thawRuntime();
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(reason(over)).isEqualTo(reason(late));
        isGone(over);
    }

    /** What nobody knows is not told: a task says nothing of an engine that is away but that it has not come further. */
    @Test
    void waitsForAnEngineThatAnswersNothing() throws IOException {
        var runs = workload.running(workload.run(workload.register("runs", shell("main", WAITS))));
        own.freeze();
        var starts = workload.run(workload.register("starts", shell("main", WAITS)));
        pause(START.multipliedBy(2));
        assertThat(workload.describe(runs)).isEqualTo(runs);
        assertThat(workload.describe(starts).desiredStatus()).isEqualTo("RUNNING");
        assertThat(workload.describe(starts).lastStatus()).isIn("PROVISIONING", "PENDING", "ACTIVATING");
        own.thaw();
        workload.running(starts);
        assertThat(workload.describe(runs).lastStatus()).isEqualTo("RUNNING");
        workload.stop(starts, "enough");
        workload.stop(runs, "enough");
        isGone(workload.stopped(starts));
        isGone(workload.stopped(runs));
    }

    private interface Start {
        Task task();
    }

    /** Freezes the runtime, and thaws it when the container has failed for it. */
    private static Task startsTooLate(Start start, String reason) throws IOException {
        own.freezeRuntime();
        var asked = start.task();
        var late = eventually(
                "an end",
                () -> workload.describe(asked),
                now -> now.desiredStatus().equals("STOPPED"));
        assertThat(late.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(reason(late)).isEqualTo(reason);
        own.thawRuntime();
        var over = workload.stopped(asked);
        assertThat(over.startedAt()).isNull();
        isGone(over);
        return over;
    }

    private static String define(String family) {
        return workload.register(
                family,
                request -> request.requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.NONE)
                        .cpu(null)
                        .memory(null),
                shell("main", WAITS).memory(32).stopTimeout(2));
    }

    private static String reason(Task task) {
        return task.containers().getFirst().reason();
    }

    private static void isGone(Task task) {
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        Moments.areInOrder(task);
        Explanation.of(server, task).tells(task);
    }
}
