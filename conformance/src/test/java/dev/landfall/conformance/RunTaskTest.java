package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.privateAddress;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterContainsTasksException;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** What RunTask is told comes true in containers, and what is told of tasks is true. */
@Tag("docker")
final class RunTaskTest {
    private static Server server;
    private static Clients aws;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.on(DockerEngineOfTests.find().host()));
        aws = server.clients();
        workload = Workload.in(aws, "run");
    }

    @AfterEach
    void end() {
        workload.stopAll();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void letsTheContainersOfATaskMeetOnLocalhost() {
        var definition = workload.register(
                "pair",
                shell("web", "mkdir -p /tmp; echo met > /tmp/index.html; httpd -p 8080 -h /tmp; " + WAITS),
                shell(
                        "client",
                        "until printf 'GET /index.html HTTP/1.0\\r\\n\\r\\n' | nc -w 1 127.0.0.1 8080 2>/dev/null"
                                + " | grep met; do sleep 0.05; done; "
                                + WAITS));
        var task = workload.running(workload.run(definition));
        assertThat(task.containers())
                .hasSize(2)
                .allSatisfy(container -> assertThat(container.networkInterfaces())
                        .singleElement()
                        .satisfies(own -> assertThat(own.privateIpv4Address()).isEqualTo(privateAddress(task))));
        eventually("the page", () -> workload.lines(task, "client").size() >= 1);
        assertThat(workload.lines(task, "client").getFirst()).isEqualTo("met");
    }

    @Test
    void bringsEnvironmentAndCommandToTheContainer() {
        var definition = workload.register(
                "overridden", shell("main", "echo never").environment(pair("KEPT", "kept"), pair("CHANGED", "before")));
        var task = workload.stopped(workload.run(
                definition,
                request -> request.overrides(overrides -> overrides.containerOverrides(container -> container
                        .name("main")
                        .command("sh", "-c", "echo $KEPT $CHANGED $NEW $AWS_REGION")
                        .environment(pair("CHANGED", "after"), pair("NEW", "new"))))));
        assertThat(workload.lines(task, "main")).containsExactly("kept after new " + Clients.REGION);
    }

    @Test
    void refusesToOverrideAContainerThatIsNotThere() {
        var definition = workload.register("no-such", shell("main", WAITS));
        var refusal = refused(request(
                definition,
                request -> request.overrides(
                        overrides -> overrides.containerOverrides(container -> container.name("other")))));
        assertThat(refusal.awsErrorDetails().errorMessage()).contains("other");
        assertThat(list(request -> {})).isEmpty();
    }

    @Test
    void runsTenAtOnceEachAtItsOwnAddress() {
        var definition = workload.register("ten", shell("main", WAITS));
        var started = aws.ecs()
                .runTask(workload.request(definition).count(10).build())
                .tasks();
        assertThat(started).hasSize(10);
        var running = started.stream().map(workload::running).toList();
        assertThat(running.stream().map(Workload::privateAddress)).doesNotHaveDuplicates();
        var statistics = aws.ecs()
                .describeClusters(
                        request -> request.clusters(workload.cluster()).include(ClusterField.STATISTICS))
                .clusters()
                .getFirst();
        assertThat(statistics.runningTasksCount()).isEqualTo(10);
        assertThat(statistics.pendingTasksCount()).isZero();
        assertThat(statistic(statistics, "runningFargateTasksCount")).isEqualTo("10");
        assertThat(statistic(statistics, "runningEC2TasksCount")).isEqualTo("0");
    }

    @Test
    void answersTheSameTokenWithTheSameTasks() {
        var definition = workload.register("token", shell("main", WAITS));
        Consumer<RunTaskRequest.Builder> twice = request -> request.count(2).clientToken("once");
        var first = arns(aws.ecs().runTask(request(definition, twice)).tasks());
        var second = arns(aws.ecs().runTask(request(definition, twice)).tasks());
        assertThat(second).hasSize(2).isEqualTo(first);
        var conflict = catchThrowableOfType(
                ConflictException.class,
                () -> aws.ecs()
                        .runTask(request(definition, request -> request.count(1).clientToken("once"))));
        assertThat(conflict.statusCode()).isEqualTo(400);
        assertThat(conflict.resourceIds()).containsExactlyElementsOf(first);
        assertThat(list(request -> {})).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void listsByEveryFilterPageByPage() {
        var one = workload.register("listed-one", shell("main", WAITS));
        var two = workload.register("listed-two", shell("main", WAITS));
        var ones = arns(aws.ecs()
                .runTask(request(one, request -> request.count(3).startedBy("tester")))
                .tasks());
        var twos = arns(
                aws.ecs().runTask(request(two, request -> request.count(2))).tasks());
        assertThat(list(request -> request.family("listed-one"))).containsExactlyInAnyOrderElementsOf(ones);
        assertThat(list(request -> request.startedBy("tester"))).containsExactlyInAnyOrderElementsOf(ones);
        assertThat(list(request -> request.startedBy("nobody"))).isEmpty();
        assertThat(list(request -> request.family("listed-two").launchType(LaunchType.FARGATE)))
                .containsExactlyInAnyOrderElementsOf(twos);
        assertThat(list(request -> request.launchType(LaunchType.EC2))).isEmpty();
        var pages = aws
                .ecs()
                .listTasksPaginator(
                        request -> request.cluster(workload.cluster()).maxResults(2))
                .stream()
                .map(page -> page.taskArns().size())
                .toList();
        assertThat(pages).containsExactly(2, 2, 1);
        assertThat(list(request -> request.maxResults(2))).hasSize(5).doesNotHaveDuplicates();
        var ended = Task.builder().taskArn(twos.getFirst()).build();
        workload.stop(ended, "for the list");
        assertThat(list(request -> request.family("listed-two"))).containsExactly(twos.getLast());
        assertThat(list(request -> request.family("listed-two").desiredStatus(DesiredStatus.STOPPED)))
                .containsExactly(twos.getFirst());
    }

    @Test
    void doesNotTakeAPageTokenThatItDidNotGive() {
        var refusal = catchThrowableOfType(
                InvalidParameterException.class,
                () -> aws.ecs()
                        .listTasks(
                                request -> request.cluster(workload.cluster()).nextToken("made-up")));
        assertThat(refusal.statusCode()).isEqualTo(400);
    }

    @Test
    void keepsTagsOfTheTaskAndThoseItInherits() {
        var definition = workload.register("tagged", shell("main", WAITS));
        aws.ecs().tagResource(request -> request.resourceArn(definition).tags(tag("team", "blue"), tag("tier", "low")));
        var task = workload.run(
                definition,
                request -> request.propagateTags(PropagateTags.TASK_DEFINITION).tags(tag("tier", "high")));
        assertThat(workload.describe(task).tags()).isEmpty();
        var described = aws.ecs()
                .describeTasks(request -> request.cluster(workload.cluster())
                        .tasks(task.taskArn())
                        .include(TaskField.TAGS));
        assertThat(described.tasks().getFirst().tags())
                .containsExactlyInAnyOrder(tag("team", "blue"), tag("tier", "high"));
        aws.ecs().untagResource(request -> request.resourceArn(task.taskArn()).tagKeys("team"));
        assertThat(aws.ecs()
                        .listTagsForResource(request -> request.resourceArn(task.taskArn()))
                        .tags())
                .containsExactly(tag("tier", "high"));
    }

    @Test
    void tellsWhichTasksAreMissingBesideThoseThatAreThere() {
        var task = workload.run(workload.register("present", shell("main", WAITS)));
        var unknown = "0123456789abcdef0123456789abcdef";
        var described = aws.ecs()
                .describeTasks(request -> request.cluster(workload.cluster()).tasks(task.taskArn(), unknown));
        assertThat(arns(described.tasks())).containsExactly(task.taskArn());
        assertThat(described.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("MISSING");
            assertThat(failure.arn()).endsWith("task/" + workload.cluster() + "/" + unknown);
        });
    }

    @Test
    void keepsAClusterAsLongAsATaskIsInIt() {
        aws.ecs().createCluster(request -> request.clusterName("short-lived"));
        var definition = workload.register("last", shell("main", WAITS));
        var task = workload.run(definition, request -> request.cluster("short-lived"));
        var refusal = catchThrowableOfType(
                ClusterContainsTasksException.class,
                () -> aws.ecs().deleteCluster(request -> request.cluster("short-lived")));
        assertThat(refusal.awsErrorDetails().errorMessage())
                .isEqualTo("The Cluster cannot be deleted while Tasks are active.");
        aws.ecs().stopTask(request -> request.cluster("short-lived").task(task.taskArn()));
        eventually(
                "STOPPED",
                () -> aws.ecs()
                        .describeTasks(request -> request.cluster("short-lived").tasks(task.taskArn()))
                        .tasks()
                        .getFirst()
                        .lastStatus()
                        .equals("STOPPED"));
        assertThat(aws.ecs()
                        .deleteCluster(request -> request.cluster("short-lived"))
                        .cluster()
                        .status())
                .isEqualTo("INACTIVE");
        assertThat(aws.ecs().listClusters().clusterArns()).noneMatch(arn -> arn.endsWith("/short-lived"));
        var unknown = catchThrowableOfType(
                ClusterNotFoundException.class,
                () -> aws.ecs().runTask(request(definition, request -> request.cluster("short-lived"))));
        assertThat(unknown.statusCode()).isEqualTo(400);
    }

    @Test
    void runsNothingNewFromADeregisteredDefinition() {
        var definition = workload.register("retired", shell("main", WAITS));
        var task = workload.running(workload.run(definition));
        aws.ecs().deregisterTaskDefinition(request -> request.taskDefinition(definition));
        var refusal = catchThrowableOfType(
                software.amazon.awssdk.services.ecs.model.ClientException.class,
                () -> aws.ecs().runTask(request(definition, request -> {})));
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("TaskDefinition is inactive");
        assertThat(workload.describe(task).lastStatus()).isEqualTo("RUNNING");
    }

    private static RunTaskRequest request(String definition, Consumer<RunTaskRequest.Builder> more) {
        var request = workload.request(definition);
        more.accept(request);
        return request.build();
    }

    private static InvalidParameterException refused(RunTaskRequest request) {
        return catchThrowableOfType(
                InvalidParameterException.class, () -> aws.ecs().runTask(request));
    }

    private static List<String> list(Consumer<ListTasksRequest.Builder> filter) {
        return aws
                .ecs()
                .listTasksPaginator(request -> filter.accept(request.cluster(workload.cluster())))
                .taskArns()
                .stream()
                .toList();
    }

    private static List<String> arns(List<Task> tasks) {
        return tasks.stream().map(Task::taskArn).toList();
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static software.amazon.awssdk.services.ecs.model.Tag tag(String key, String value) {
        return software.amazon.awssdk.services.ecs.model.Tag.builder()
                .key(key)
                .value(value)
                .build();
    }

    private static String statistic(Cluster cluster, String name) {
        return cluster.statistics().stream()
                .filter(pair -> pair.name().equals(name))
                .map(KeyValuePair::value)
                .findFirst()
                .orElse("");
    }
}
