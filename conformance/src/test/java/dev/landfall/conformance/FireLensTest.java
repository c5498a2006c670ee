package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.FirelensConfigurationType;
import software.amazon.awssdk.services.ecs.model.LogDriver;

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
    private static String python;

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
        var images = docker.docker("images", "--format", "{{.Repository}}:{{.Tag}}")
                .lines()
                .toList();
        var usable = Stream.of("landfall/python-flask:local", "landfall/python-boto3:local")
                .filter(images::contains)
                .findFirst();
        assumeTrue(usable.isPresent(), "./landfall test makes an image with Python");
        python = usable.get();
    }

    private static ContainerDefinition.Builder router() {
        return shell("router", "")
                .image(python)
                .command("python3", "-c", ROUTER)
                .firelensConfiguration(router -> router.type(FirelensConfigurationType.FLUENTBIT));
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
