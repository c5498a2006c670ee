package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Containers that depend on each other, on a real engine: what Docker says of them is what counts. */
@Tag("docker")
final class ContainerOrderTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "order");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void startsContainersInTheirOrderAndStopsThemInReverse() {
        var definition = workload.register(
                "chain",
                shell("migration", "sleep 0.5").essential(false),
                shell("database", "sleep 0.7; touch /ready; " + WAITS)
                        .healthCheck(check -> check.command("CMD-SHELL", "test -e /ready")
                                .interval(5)
                                .retries(5)),
                after(shell("app", "trap 'sleep 1; exit 0' TERM; while :; do sleep 0.05; done"), "migration", "SUCCESS")
                        .dependsOn(
                                on -> on.containerName("migration").condition(ContainerCondition.SUCCESS),
                                on -> on.containerName("database").condition(ContainerCondition.HEALTHY)),
                after(shell("proxy", WAITS), "app", "START"));
        var task = workload.running(workload.run(definition));
        assertThat(container(task, "migration").exitCode()).isZero();
        assertThat(docker(task, "app", "StartedAt"))
                .isAfterOrEqualTo(docker(task, "migration", "FinishedAt"))
                .isAfterOrEqualTo(docker(task, "database", "StartedAt").plusMillis(700));
        assertThat(docker(task, "proxy", "StartedAt")).isAfterOrEqualTo(docker(task, "app", "StartedAt"));
        assertThat(task.startedAt())
                .isAfterOrEqualTo(docker(task, "proxy", "StartedAt").minusMillis(1));

        var from = Instant.now();
        workload.stop(task, "enough");
        workload.stopped(task);
        var ends = ends(task, from);
        assertThat(ends.indexOf("proxy")).isLessThan(ends.indexOf("app"));
        assertThat(ends.indexOf("app")).isLessThan(ends.indexOf("database"));
    }

    @Test
    void givesUpWhatWaitsForASuccessThatFailed() {
        var definition = workload.register(
                "failed",
                shell("migration", "exit 3").essential(false),
                after(shell("app", WAITS), "migration", "SUCCESS"));
        var task = workload.stopped(workload.run(definition));
        failedToStart(task);
        assertThat(container(task, "migration").exitCode()).isEqualTo(3);
        var app = container(task, "app");
        assertThat(app.exitCode()).isEqualTo(143);
        assertThat(app.runtimeId()).isNull();
        assertThat(app.reason())
                .isEqualTo(
                        "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency"
                                + " [migration(" + DockerEngineOfTests.BUSYBOX
                                + ") (STOPPED->RUNNING) - Exit: 3] for target [app("
                                + DockerEngineOfTests.BUSYBOX
                                + ") (NONE->RUNNING)] as dependency did not exit successfully.");
    }

    @Test
    void givesUpWhatWaitsTooLong() {
        var definition = workload.register(
                "slow",
                shell("database", WAITS)
                        .startTimeout(10)
                        .healthCheck(
                                check -> check.command("CMD-SHELL", "false").interval(5)),
                after(shell("app", WAITS), "database", "HEALTHY"));
        var began = workload.run(definition);
        var task = workload.stopped(began);
        failedToStart(task);
        assertThat(container(task, "app").reason())
                .endsWith("for target [app(" + DockerEngineOfTests.BUSYBOX + ") (NONE->RUNNING)] has timed out.");
        assertThat(container(task, "database").exitCode()).isZero();
        assertThat(Duration.between(task.createdAt(), task.stoppingAt())).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void doesWithoutWhatIsNotEssentialAndCannotBeStarted() {
        var definition = workload.register(
                "without",
                shell("app", "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done"),
                shell("helper", WAITS).essential(false).command("/no/such/program"));
        var task = workload.running(workload.run(definition));
        eventually("its trap", () -> !workload.lines(task, "app").isEmpty());
        assertThat(container(task, "helper").lastStatus()).isEqualTo("STOPPED");
        assertThat(container(task, "helper").reason())
                .startsWith("CannotStartContainerError: ")
                .contains("/no/such/program");
        workload.stop(task, "enough");
        assertThat(container(workload.stopped(task), "app").exitCode()).isZero();
    }

    @Test
    void doesNotStartWithoutTheImageOfAnyContainer() {
        var definition = workload.register(
                "no-helper",
                shell("app", WAITS),
                after(shell("helper", WAITS), "app", "START").essential(false).image("localhost:1/x:latest"));
        var task = workload.stopped(workload.run(definition));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.stoppedReason())
                .startsWith("CannotPullContainerError: ")
                .contains("localhost:1");
    }

    /** The shortest period that ECS allows is a minute. */
    @Test
    @Tag("slow")
    void startsAContainerAgainWithItsPolicy() {
        var definition = workload.register(
                "restarted",
                shell("app", "echo a life; sleep 61; exit 9")
                        .stopTimeout(2)
                        .restartPolicy(policy -> policy.enabled(true).restartAttemptPeriod(60)));
        var early = workload.run(workload.register(
                "too-early",
                shell("app", "exit 9")
                        .restartPolicy(policy -> policy.enabled(true).restartAttemptPeriod(60))));
        var task = workload.running(workload.run(definition));
        assertThat(container(workload.stopped(early), "app").exitCode()).isEqualTo(9);

        Eventually.pause(Duration.ofSeconds(60)); // nothing can happen before
        eventually("the second life's line", () -> workload.lines(task, "app").size() == 2);
        var again = workload.describe(task);
        assertThat(again.lastStatus()).isEqualTo("RUNNING");
        assertThat(container(again, "app").lastStatus()).isEqualTo("RUNNING");
        assertThat(container(again, "app").exitCode()).isNull();
        assertThat(container(again, "app").runtimeId())
                .isEqualTo(container(task, "app").runtimeId());
        workload.stop(task, "enough");
        var over = workload.stopped(task);
        assertThat(container(over, "app").exitCode()).isEqualTo(137);
        assertThat(workload.lines(over, "app")).containsExactly("a life", "a life");
    }

    private static void failedToStart(Task task) {
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(task.startedAt()).isNull();
        assertThat(task.executionStoppedAt()).isNotNull();
    }

    private static ContainerDefinition.Builder after(
            ContainerDefinition.Builder container, String first, String condition) {
        return container.dependsOn(on -> on.containerName(first).condition(condition));
    }

    private static Container container(Task task, String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A moment in the life of a container, as Docker tells it. */
    private static Instant docker(Task task, String container, String moment) {
        return Instant.parse(docker.docker(
                "inspect",
                "-f",
                "{{.State." + moment + "}}",
                container(task, container).runtimeId()));
    }

    /** The containers of a task in the order in which they died. */
    private static java.util.List<String> ends(Task task, Instant from) {
        var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        return docker.docker(
                        "events",
                        "--since",
                        String.valueOf(from.getEpochSecond()),
                        "--until",
                        String.valueOf(Instant.now().getEpochSecond() + 1),
                        "--filter",
                        "event=die",
                        "--filter",
                        "label=dev.landfall.pod=" + id,
                        "--format",
                        "{{index .Actor.Attributes \"dev.landfall.container\"}}")
                .lines()
                .toList();
    }
}
