package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.FirelensConfigurationType;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/** A log router in the task: here a small program that speaks the forward protocol and tells all it sees. */
@Tag("docker")
final class FireLensTest {
    /** Tells its configuration, then each text of each message that comes over the socket; a text of msgpack is enough. */
    private static final String ROUTER = """
            import os, socket, sys
            print(open('/fluent-bit/etc/fluent-bit.conf').read().replace('\\n', '|'), flush=True)
            print('token=' + os.environ.get('token_app', ''), flush=True)
            server = socket.socket(socket.AF_UNIX)
            server.bind('/var/run/fluent.sock')
            server.listen()
            def texts(data):
                i = 0
                while i < len(data):
                    head = data[i]
                    if 0xa0 <= head <= 0xbf: start, size = i + 1, head & 31
                    elif head in (0xd9, 0xc4): start, size = i + 2, data[i + 1]
                    elif head in (0xda, 0xc5): start, size = i + 3, data[i + 1] * 256 + data[i + 2]
                    elif head == 0xd7: i += 10; continue
                    elif head == 0xce: i += 5; continue
                    else: i += 1; continue
                    yield data[start:start + size].decode(errors='replace')
                    i = start + size
            seen = ''
            while 'the last line' not in seen:
                client, _ = server.accept()
                while True:
                    data = client.recv(65536)
                    if not data: break
                    seen = ' '.join(texts(data))
                    print(seen, flush=True)
                    if 'the last line' in seen: break
            """;

    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "routed");
        Workload.allow(server.clients(), "ecsTaskExecutionRole", "ssm:*");
        try (var api = new RawApi(server.installation().endpoint())) {
            api.ssm("PutParameter", "{\"Name\":\"/router/token\",\"Value\":\"s3cret\",\"Type\":\"SecureString\"}");
            api.registerInstance(workload.cluster());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        server.close();
    }

    private static String python() {
        var images = docker.docker("images", "--format", "{{.Repository}}:{{.Tag}}")
                .lines()
                .toList();
        var usable = Stream.of("landfall/python-flask:local", "landfall/python-boto3:local")
                .filter(images::contains)
                .findFirst();
        assumeTrue(usable.isPresent(), "./landfall test makes an image with Python");
        return usable.get();
    }

    private static ContainerDefinition.Builder router() {
        return shell("router", "")
                .image(python())
                .command("python3", "-c", ROUTER)
                .memory(64)
                .firelensConfiguration(router -> router.type(FirelensConfigurationType.FLUENTBIT));
    }

    /** One whose last line ends the router. */
    private static ContainerDefinition.Builder app(Map<String, String> options) {
        return shell("app", "echo to $FLUENT_HOST:$FLUENT_PORT; echo the last line; " + Workload.WAITS)
                .essential(false)
                .memory(32)
                .logConfiguration(log -> log.logDriver(LogDriver.AWSFIRELENS)
                        .options(options)
                        .secretOptions(s -> s.name("token").valueFrom("/router/token")));
    }

    private static String told(Task task) {
        eventually(
                "the lines",
                () -> workload.lines(task, "router"),
                told -> told.toString().contains("the last line"));
        return String.join("\n", workload.lines(workload.stopped(task), "router"));
    }

    private static Task runOnInstance(
            String family, NetworkMode mode, ContainerDefinition.Builder app, ContainerDefinition.Builder router) {
        var definition = workload.register(
                family,
                task -> task.requiresCompatibilities(Compatibility.EC2)
                        .networkMode(mode)
                        .cpu(null)
                        .memory(null),
                app,
                router);
        return workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null));
    }

    @Test
    void carriesTheLinesOfAContainerToItsRouter() {
        var task = workload.run(workload.register(
                "routed",
                app(Map.of("Name", "stdout", "Format", "json_lines", "exclude-pattern", "^noise")),
                router()));
        var told = told(task);
        assertThat(told)
                .contains("[INPUT]|    Name forward|    Mem_Buf_Limit 25MB|    unix_path /var/run/fluent.sock|")
                .contains("|    Listen 127.0.0.1|    Port 24224|")
                .contains("Match app-firelens*|    Exclude log ^noise|")
                .contains("Record ecs_task_arn " + task.taskArn() + "|")
                .contains(
                        "[OUTPUT]|    Name stdout|    Match app-firelens*|    Format json_lines|    token ${token_app}|")
                .contains("token=s3cret")
                .contains("app-firelens-"
                        + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1))
                .contains("to 127.0.0.1:24224")
                .contains("the last line")
                .doesNotContain("ec2_instance_id");
        assertThat(workload.stopped(task).stoppedReason()).isEqualTo("Essential container in task exited");
    }

    @Test
    void runsARouterWithAReadOnlyRootAndAsAUserOfItsOwn() {
        var hardened = router().readonlyRootFilesystem(true).user("1000:1000");
        assertThat(told(workload.run(workload.register("hardened", app(Map.of("Name", "null")), hardened))))
                .contains("Match app-firelens*")
                .contains("the last line");
    }

    /** On an instance: Fargate takes no configuration from S3. */
    @Test
    void startsARouterWithTheUsersFileFromS3() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()));
                var api = new RawApi(server.installation().endpoint())) {
            var workload = Workload.in(server.clients(), "filed");
            api.registerInstance("filed");
            var bucket = Files.createDirectories(server.installation().data().resolve("s3/settings/router"));
            Files.writeString(bucket.resolve("extra.conf"), "[OUTPUT]\n    Name stdout\n    Match *\n");

            var refused = workload.stopped(onInstance(workload, "refused", reader("extra.conf", false)));
            assertThat(refused.stoppedReason())
                    .startsWith("unable to download firelens s3 config file: unable to download s3 config"
                            + " router/extra.conf from bucket settings: ")
                    .endsWith("Forbidden: Forbidden");
            assertThat(refused.stopCodeAsString()).isEqualTo("TaskFailedToStart");

            Workload.allow(server.clients(), "ecsTaskExecutionRole", "s3:*");
            var missing = workload.stopped(onInstance(workload, "missing", reader("none.conf", false)));
            assertThat(missing.stoppedReason())
                    .contains("unable to download s3 config router/none.conf from bucket settings: ")
                    .endsWith("NotFound: Not Found");

            for (var readOnly : List.of(false, true)) {
                var task = workload.stopped(onInstance(workload, "filed-" + readOnly, reader("extra.conf", readOnly)));
                assertThat(workload.lines(task, "router"))
                        .as(task.toString())
                        .contains("@INCLUDE /fluent-bit/etc/external.conf")
                        .anyMatch(line -> line.startsWith("    Record ec2_instance_id i-"))
                        .endsWith("[OUTPUT]", "    Name stdout", "    Match *");
            }
        }
    }

    private static Task onInstance(Workload workload, String family, ContainerDefinition.Builder router) {
        var app = shell("app", "true").essential(false).logConfiguration(log -> log.logDriver(LogDriver.AWSFIRELENS));
        return workload.run(
                workload.register(
                        family,
                        request -> request.networkMode(NetworkMode.BRIDGE).requiresCompatibilities(Compatibility.EC2),
                        app,
                        router),
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null));
    }

    /** A router that tells what it found. */
    private static ContainerDefinition.Builder reader(String file, boolean readOnly) {
        return shell("router", "cat /fluent-bit/etc/fluent-bit.conf /fluent-bit/etc/external.conf")
                .readonlyRootFilesystem(readOnly)
                .firelensConfiguration(router -> router.type(FirelensConfigurationType.FLUENTBIT)
                        .options(Map.of(
                                "config-file-type",
                                "s3",
                                "config-file-value",
                                "arn:aws:s3:::settings/router/" + file)));
    }

    @Test
    void opensNoPortOfTheInstanceInItsNetwork() {
        var task = runOnInstance("host", NetworkMode.HOST, app(Map.of("Name", "null")), router());
        assertThat(told(task))
                .contains("unix_path /var/run/fluent.sock|")
                .doesNotContain("Port")
                .contains("to :");
    }

    @Test
    void stopsATaskWhoseLinesGoNobodyKnowsWhere() {
        var task = workload.stopped(
                workload.run(workload.register("nowhere", app(Map.of("region", "eu-west-1")), router())));
        assertThat(task.stopCode().toString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason())
                .contains("missing output key Name which is required for firelens configuration of type fluentbit");
    }
}
