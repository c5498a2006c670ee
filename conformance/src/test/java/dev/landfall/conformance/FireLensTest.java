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

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    private static String python() throws IOException {
        var images = docker.docker("images", "--format", "{{.Repository}}:{{.Tag}}")
                .lines()
                .toList();
        var usable = Stream.of("landfall/python-flask:local", "landfall/python-boto3:local")
                .filter(images::contains)
                .findFirst();
        assumeTrue(usable.isPresent(), "./landfall test makes an image with Python");
        return usable.get();
    }

    private static ContainerDefinition.Builder router() throws IOException {
        return shell("router", "")
                .image(python())
                .command("python3", "-c", ROUTER)
                .firelensConfiguration(router -> router.type(FirelensConfigurationType.FLUENTBIT));
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
    void carriesTheLinesOfAContainerToItsRouter() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = Workload.in(server.clients(), "routed");
            Workload.allow(server.clients(), "ecsTaskExecutionRole", "ssm:*");
            try (var api = new RawApi(server.installation().endpoint())) {
                api.ssm("PutParameter", "{\"Name\":\"/router/token\",\"Value\":\"s3cret\",\"Type\":\"SecureString\"}");
            }
            var app = shell("app", "echo to $FLUENT_HOST:$FLUENT_PORT; echo the last line; " + Workload.WAITS)
                    .essential(false)
                    .logConfiguration(log -> log.logDriver(LogDriver.AWSFIRELENS)
                            .options(Map.of("Name", "stdout", "Format", "json_lines", "exclude-pattern", "^noise"))
                            .secretOptions(s -> s.name("token").valueFrom("/router/token")));
            var task = workload.run(workload.register("routed", app, router()));
            eventually(
                    "the lines",
                    () -> workload.lines(task, "router"),
                    told -> told.toString().contains("the last line"));
            var stopped = workload.stopped(task);

            var told = String.join("\n", workload.lines(stopped, "router"));
            var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
            var tag = "app-firelens-" + id;
            assertThat(told)
                    .contains("[INPUT]|    Name forward|    Mem_Buf_Limit 25MB|    unix_path /var/run/fluent.sock|")
                    .contains("|    Listen 127.0.0.1|    Port 24224|")
                    .contains("Match " + tag + "*|    Exclude log ^noise|")
                    .contains("Record ecs_task_arn " + task.taskArn() + "|")
                    .contains("[OUTPUT]|    Name stdout|    Match " + tag
                            + "*|    Format json_lines|    token ${token_app}|")
                    .contains("token=s3cret")
                    .contains(tag)
                    .contains("to 127.0.0.1:24224")
                    .contains("the last line");
            assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        }
    }
}
