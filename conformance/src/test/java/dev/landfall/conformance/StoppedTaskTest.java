package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Every way in which a task ends, with AWS's words for why, on a real engine. */
@Tag("docker")
final class StoppedTaskTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "stopped");
        server.clients().ecr().createRepository(request -> request.repositoryName("empty"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com/none:latest",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com/empty:v7",
            })
    void doesNotStartAnImageThatItsRegistryDoesNotHave(String image) {
        var task =
                failedToStart(workload.register("no-image", shell("main", WAITS).image(image)));
        assertThat(task.stoppedReason())
                .isEqualTo("CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve"
                        + " ref " + image + ": " + image + ": not found");
        assertThat(only(task).reason()).isEqualTo(task.stoppedReason());
    }

    @Test
    void tellsWhyARegistryCannotBeReached() {
        var task = failedToStart(
                workload.register("no-registry", shell("main", WAITS).image("localhost:1/x:latest")));
        assertThat(task.stoppedReason())
                .startsWith(
                        "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve"
                                + " ref localhost:1/x:latest: failed to do request: ")
                .endsWith("connection refused");
        assertThat(only(task).reason()).isEqualTo(task.stoppedReason());
        assertThat(only(task).exitCode()).isNull();
        assertThat(task.startedAt()).isNull();
    }

    @Test
    void tellsWhichCommandDoesNotExist() {
        var task = failedToStart(
                workload.register("no-command", shell("main", WAITS).command("/no/such/program")));
        assertThat(task.stoppedReason())
                .startsWith("CannotStartContainerError: Error response from daemon: ")
                .contains("/no/such/program");
        assertThat(only(task).reason()).isEqualTo(task.stoppedReason());
        assertThat(only(task).exitCode()).isNull();
        assertThat(task.stoppingAt()).isNotNull();
    }

    @Test
    void tellsWhichUserDoesNotExist() {
        var task =
                failedToStart(workload.register("no-user", shell("main", WAITS).user("nobody-such")));
        assertThat(task.stoppedReason())
                .startsWith("CannotStartContainerError: Error response from daemon: ")
                .contains("nobody-such");
    }

    @Test
    void tellsWhyAContainerCannotBeMade() {
        var task =
                failedToStart(workload.register("nowhere", shell("main", WAITS).workingDirectory("relative")));
        assertThat(task.stoppedReason())
                .isEqualTo("CannotCreateContainerError: Error response from daemon: the working directory 'relative' is"
                        + " invalid, it needs to be an absolute path");
        assertThat(only(task).reason()).isEqualTo(task.stoppedReason());
    }

    @Test
    void tellsNoExecutionOfATaskThatWasStoppedBefore() {
        var task = failedToStart(workload.register("no-group-2", logging("/ecs/none", Map.of())));
        assertThat(task.executionStoppedAt()).isNull();
        assertThat(task.pullStartedAt()).isNull();
        assertThat(task.stoppingAt()).isNotNull();
    }

    @Test
    void saysThatTheUserStoppedIt() {
        var task = workload.running(workload.run(workload.register("user", shell("main", WAITS))));
        var asked = server.clients()
                .ecs()
                .stopTask(request -> request.cluster(workload.cluster()).task(task.taskArn()))
                .task();
        assertThat(asked.lastStatus()).isEqualTo("RUNNING");
        assertThat(asked.desiredStatus()).isEqualTo("STOPPED");
        var over = workload.stopped(task);
        assertThat(over.stoppingAt()).isEqualTo(asked.stoppingAt()).isNotNull();
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("Task stopped by user");
        assertThat(over.version()).isGreaterThan(task.version());
    }

    /** However soon it dies: Docker's own notice does not outrun such an end. */
    @Test
    void tellsThatMemoryRanOutAtOnce() {
        var greedy = shell("main", "exec dd if=/dev/zero of=/dev/null bs=64M").memory(16);
        var definition = workload.register("greedy", greedy);
        for (var time = 0; time < 5; time++) {
            var task = workload.stopped(workload.run(definition));
            assertThat(only(task).reason())
                    .as("%s", task)
                    .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 137})
    void tellsTheExitCodeOfAnEssentialContainer(int code) {
        var task = workload.stopped(workload.run(workload.register("exit-" + code, shell("main", "exit " + code))));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(only(task).exitCode()).isEqualTo(code);
        assertThat(only(task).lastStatus()).isEqualTo("STOPPED");
        assertThat(task.desiredStatus()).isEqualTo("STOPPED");
        isOver(task);
    }

    @Test
    void outlivesAContainerThatIsNotEssential() {
        var definition = workload.register(
                "helper",
                shell("main", "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done"),
                shell("helper", "exit 4").essential(false));
        var task = workload.running(workload.run(definition));
        var seen = eventually(
                "the helper's end",
                () -> workload.describe(task),
                now -> container(now, "helper").lastStatus().equals("STOPPED"));
        assertThat(container(seen, "helper").exitCode()).isEqualTo(4);
        assertThat(seen.lastStatus()).isEqualTo("RUNNING");
        assertThat(container(seen, "main").lastStatus()).isEqualTo("RUNNING");
        eventually("its trap", () -> !workload.lines(task, "main").isEmpty());
        workload.stop(task, "enough");
        var over = workload.stopped(task);
        assertThat(container(over, "main").exitCode()).isZero();
        assertThat(container(over, "helper").exitCode()).isEqualTo(4);
    }

    @Test
    void endsWithItsEssentialContainerAndTakesTheOthersAlong() {
        var main = shell("main", "sleep 0.3; exit 5")
                .dependsOn(on -> on.containerName("other").condition(ContainerCondition.START));
        var definition = workload.register("essential", main, shell("other", WAITS));
        var task = workload.stopped(workload.run(definition));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(container(task, "main").exitCode()).isEqualTo(5);
        assertThat(container(task, "other").exitCode()).isZero();
        isOver(task);
    }

    @Test
    void failedToStartWhereOneContainerEndedBeforeTheOtherBegan() {
        var first = shell("first", "exit 4")
                .healthCheck(check -> check.command("CMD-SHELL", "true").interval(5));
        var second =
                shell("second", WAITS).dependsOn(on -> on.containerName("first").condition(ContainerCondition.HEALTHY));
        var task = failedToStart(workload.register("too-soon", first, second));
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(container(task, "first").exitCode()).isEqualTo(4);
        assertThat(task.executionStoppedAt()).isNotNull();
    }

    @Test
    void letsAContainerHandleItsTermination() {
        var definition = workload.register(
                "handles", shell("main", "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.05; done"));
        var task = workload.running(workload.run(definition));
        eventually("its trap", () -> !workload.lines(task, "main").isEmpty());
        workload.stop(task, "release of the week");
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("release of the week");
        assertThat(only(over).exitCode()).isEqualTo(7);
        assertThat(workload.lines(over, "main")).containsExactly("up", "bye");
        isOver(over);
    }

    @Test
    void killsAContainerThatIgnoresItsTermination() {
        var definition = workload.register(
                "ignores",
                shell("main", "trap '' TERM; while :; do sleep 0.05; done").stopTimeout(2));
        var task = workload.running(workload.run(definition));
        workload.stop(task, "now");
        var over = workload.stopped(task);
        assertThat(only(over).exitCode()).isEqualTo(137);
        assertThat(Duration.between(over.stoppingAt(), over.executionStoppedAt()))
                .isBetween(Duration.ofMillis(1_800), Duration.ofSeconds(20));
    }

    @Test
    void refusesToStartWithoutItsLogGroup() {
        var task = failedToStart(workload.register("no-group", logging("/ecs/none", Map.of())));
        assertThat(task.stoppedReason())
                .startsWith("ResourceInitializationError: ")
                .contains("CloudWatch log group")
                .contains("The specified log group does not exist.");
    }

    @Test
    void doesNotStartInARoleThatTasksMayNotAssume() {
        var role = Workload.makeRole(server.clients(), "forEc2Only", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                 "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""");
        var task = failedToStart(workload.register(role, "no-trust", shell("main", WAITS)));
        assertThat(task.stoppedReason())
                .isEqualTo("ECS was unable to assume the role '" + role + "' that was provided for this task. Please"
                        + " verify that the role being passed has the proper trust relationship and permissions and"
                        + " that your IAM user has permissions to pass this role.");
    }

    @Test
    void makesItsLogGroupWhereItMay() {
        var container = logging("/ecs/made", Map.of("awslogs-create-group", "true"));
        assertThat(failedToStart(workload.register("may-not-make", container)).stoppedReason())
                .startsWith(
                        "ResourceInitializationError: failed to validate logger args: create stream has been retried"
                                + " 1 times: failed to create Cloudwatch log group: ")
                .contains("AccessDeniedException: User: arn:aws:sts::" + Clients.ACCOUNT
                        + ":assumed-role/ecsTaskExecutionRole/")
                .contains(" is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:"
                        + Clients.REGION + ":" + Clients.ACCOUNT + ":log-group:/ecs/made:log-stream: because no"
                        + " identity-based policy allows the logs:CreateLogGroup action");
        Workload.allow(server.clients(), "ecsTaskExecutionRole", "logs:CreateLogGroup");
        var definition = workload.register("makes-group", container);
        var task = workload.stopped(workload.run(definition));
        var events = server.clients()
                .logs()
                .filterLogEvents(request -> request.logGroupName("/ecs/made"))
                .events();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.message()).isEqualTo("hello");
            assertThat(event.logStreamName())
                    .isEqualTo("ecs/main/"
                            + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1));
        });
    }

    @Test
    void tellsThatMemoryRanOut() {
        var hungry = "x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done";
        var task = workload.stopped(
                workload.run(workload.register("hungry", shell("main", hungry).memory(16))));
        assertThat(only(task).exitCode()).isEqualTo(137);
        assertThat(only(task).reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
    }

    private static ContainerDefinition.Builder logging(String group, Map<String, String> more) {
        var options = new HashMap<>(more);
        options.putAll(
                Map.of("awslogs-group", group, "awslogs-region", Clients.REGION, "awslogs-stream-prefix", "ecs"));
        return shell("main", "echo hello")
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS).options(options));
    }

    private static Task failedToStart(String definition) {
        var task = workload.stopped(workload.run(definition));
        assertThat(task.startedAt()).isNull();
        assertThat(task.stopCode()).as(task.toString()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.containers()).extracting(Container::lastStatus).containsOnly("STOPPED");
        isOver(task);
        return task;
    }

    /** Nothing of it is left, no container and no address, and its moments follow one another. */
    private static void isOver(Task task) {
        Moments.areInOrder(task);
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        var interfaces = server.clients().ec2().describeNetworkInterfaces().networkInterfaces();
        assertThat(interfaces)
                .extracting(NetworkInterface::networkInterfaceId)
                .doesNotContain(Workload.detail(task, "networkInterfaceId").orElseThrow());
    }

    private static Container only(Task task) {
        assertThat(task.containers()).hasSize(1);
        return task.containers().getFirst();
    }

    private static Container container(Task task, String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
