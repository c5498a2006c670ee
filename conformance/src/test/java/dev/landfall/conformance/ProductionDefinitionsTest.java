package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * Task definitions as people have them in production, registered as the files that they are: a web server with a log router, a
 * migration that must finish first, a batch job that must report its exit code, an application that waits for its proxy, an
 * agent that looks at its host. Only their images are small ones that act the same.
 */
@Tag("docker")
@Tag("slow")
final class ProductionDefinitionsTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static RawApi api;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "production");
        api = new RawApi(server.installation().endpoint());
        api.registerInstance("production");
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        api.close();
        server.close();
    }

    /** @return its family */
    private static String register(String name) throws IOException {
        try (InputStream in = ProductionDefinitionsTest.class.getResourceAsStream("/production/" + name + ".json")) {
            var json = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "\"sourcePath\": \"/var/run/docker.sock\"",
                            "\"sourcePath\": \"" + docker.host().getPath() + "\"");
            var answer = api.ecs("RegisterTaskDefinition", json);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return name;
        }
    }

    private static Container container(Task task, String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** When a container wrote a line. */
    private static long moment(Task task, String container, String line) {
        var stream = "ecs/" + container + "/"
                + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        return server
                .clients()
                .logs()
                .getLogEvents(request -> request.logGroupName(Workload.GROUP)
                        .logStreamName(stream)
                        .startFromHead(true))
                .events()
                .stream()
                .filter(event -> event.message().equals(line))
                .mapToLong(OutputLogEvent::timestamp)
                .findFirst()
                .orElseThrow();
    }

    private static Consumer<RunTaskRequest.Builder> command(String container, String script) {
        return run -> run.overrides(
                all -> all.containerOverrides(one -> one.name(container).command("sh", "-c", script)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-with-log-router", "migration-then-web", "batch-job", "app-behind-proxy", "host-agent"})
    void takesBackWhatItShowsOfADefinition(String name) throws IOException {
        var ecs = server.clients().ecs();
        var shown = ecs.describeTaskDefinition(r -> {
                    try {
                        r.taskDefinition(register(name));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .taskDefinition();
        var again = ecs.registerTaskDefinition(r -> r.family(shown.family())
                        .requiresCompatibilities(shown.requiresCompatibilities())
                        .networkMode(shown.networkMode())
                        .cpu(shown.cpu())
                        .memory(shown.memory())
                        .executionRoleArn(shown.executionRoleArn())
                        .runtimePlatform(shown.runtimePlatform())
                        .volumes(shown.volumes())
                        .containerDefinitions(shown.containerDefinitions()))
                .taskDefinition();
        assertThat(again.toBuilder()
                        .revision(shown.revision())
                        .taskDefinitionArn(shown.taskDefinitionArn())
                        .registeredAt(shown.registeredAt())
                        .build())
                .isEqualTo(shown);
    }

    @Test
    void servesPagesAndRoutesEveryLineUpToTheLast() throws Exception {
        assumeTrue(
                docker.docker("images", "-q", "landfall/python-flask:local").length() > 0,
                "./landfall test makes an image with Python");
        var task = workload.running(workload.runPublic(register("web-with-log-router")));
        eventually(
                "its first line",
                () -> workload.lines(task, "log-router").toString().contains("open"));
        var page = URI.create("http://" + workload.publicAddress(task).orElseThrow() + "/")
                .toURL();
        try (var in = page.openStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("<h1>Shop</h1>\n");
        }
        assertThat(container(task, "log-router").healthStatusAsString()).isEqualTo("HEALTHY");

        workload.stop(task, "release of the week");
        var stopped = workload.stopped(task);
        assertThat(String.join("\n", workload.lines(stopped, "log-router")))
                .contains("web-firelens-"
                        + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1))
                .contains("closing"); // the router outlives those whose lines it takes
        assertThat(container(stopped, "web").exitCode()).isZero();
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(stopped.stoppedReason()).isEqualTo("release of the week");
    }

    @Test
    void startsTheWebServerOnceItsDatabaseIsMigrated() throws IOException {
        var task = workload.running(workload.run(register("migration-then-web")));
        assertThat(container(task, "migrate").lastStatus()).isEqualTo("STOPPED");
        assertThat(container(task, "migrate").exitCode()).isZero();
        eventually("the schema", () -> workload.lines(task, "web").contains("schema 42"));
        workload.stop(task, "seen");
    }

    @Test
    void startsNoWebServerOnADatabaseThatIsNotMigrated() throws IOException {
        var task = workload.stopped(
                workload.run(register("migration-then-web"), command("migrate", "echo no such table; exit 4")));
        assertThat(container(task, "migrate").exitCode()).isEqualTo(4);
        assertThat(container(task, "web").reason()).contains("dependency did not exit successfully");
        assertThat(workload.lines(task, "web")).isEmpty();
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.startedAt()).isNull();
        assertThat(api.landfall("ExplainTask", "{\"task\":\"" + task.taskArn() + "\"}")
                        .body())
                .contains("it waits for migrate to succeed, which ended with exit code 4");
    }

    @Test
    void reportsTheExitCodeOfABatchJobAndEndsItsSidecar() throws IOException {
        var definition = register("batch-job");
        var done = workload.stopped(workload.run(definition));
        assertThat(workload.lines(done, "job")).containsExactly("7 rows");
        assertThat(container(done, "job").exitCode()).isZero();
        assertThat(done.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(done.stoppedReason()).isEqualTo("Essential container in task exited");

        var failed = workload.stopped(workload.run(
                definition,
                run -> run.overrides(all -> all.containerOverrides(
                        one -> one.name("job").environment(e -> e.name("ROWS").value("0"))))));
        assertThat(container(failed, "job").exitCode()).isEqualTo(3);
        assertThat(container(failed, "metrics").exitCode()).isZero();
        assertThat(workload.lines(failed, "metrics")).containsExactly("flushed");
        assertThat(failed.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
    }

    @Test
    void startsAnApplicationBehindAHealthyProxyAndStopsItFirst() throws IOException {
        var task = workload.running(workload.run(register("app-behind-proxy")));
        eventually("the proxy's answer", () -> workload.lines(task, "app").contains("state LIVE"));
        assertThat(workload.lines(task, "envoy")).containsExactly("user 1337, files 15000");
        assertThat(container(task, "envoy").healthStatusAsString()).isEqualTo("HEALTHY");

        workload.stop(task, "seen");
        var stopped = workload.stopped(task);
        assertThat(moment(stopped, "app", "app closed")).isLessThanOrEqualTo(moment(stopped, "envoy", "envoy closed"));
        assertThat(stopped.containers()).extracting(Container::exitCode).containsOnly(0);
    }

    @Test
    void letsAnAgentLookAtItsHost() throws IOException {
        var task = workload.running(workload.run(
                register("host-agent"),
                run -> run.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null)));
        eventually("what it sees", () -> workload.lines(task, "agent").size() == 4);
        assertThat(workload.lines(task, "agent"))
                .startsWith("socket", "processes", "groups")
                .last()
                .asString()
                .contains("Read-only file system");
        assertThat(container(task, "agent").networkBindings())
                .extracting(NetworkBinding::protocolAsString)
                .containsExactlyInAnyOrder("tcp", "udp");
        eventually(
                "its health",
                () -> workload.describe(task).healthStatusAsString().equals("HEALTHY"));
        workload.stop(task, "seen");
    }
}
