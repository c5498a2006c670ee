package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UnsupportedFeatureException;

/** What log configurations ask for, of real containers. */
@Tag("docker")
final class LogConfigurationTest {
    private static DockerEngineOfTests docker;

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    private static ContainerDefinition.Builder logging(String script, String... more) {
        var options = new HashMap<>(Map.of(
                "awslogs-group", Workload.GROUP, "awslogs-region", Clients.REGION, "awslogs-stream-prefix", "ecs"));
        for (var i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return shell("main", script)
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS).options(options));
    }

    @Test
    void makesOneEventOfAStackTrace() throws IOException {
        var trace = "echo 'INFO up'; echo 'ERROR no'; echo '  at a.B'; echo '  at c.D'; echo 'INFO down'";
        var dated = "for i in 1 2; do echo \"2026-11-22 10:00:0$i start $i\"; echo \" more of $i\"; done";
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = Workload.in(server.clients(), "traces");
            var byPattern = workload.register("pattern", logging(trace, "awslogs-multiline-pattern", "^(INFO|ERROR)"));
            var byDate = workload.register("date", logging(dated, "awslogs-datetime-format", "%Y-%m-%d %H:%M:%S"));
            var first = workload.run(byPattern);
            var second = workload.run(byDate);
            workload.stopped(first);
            workload.stopped(second);

            assertThat(workload.lines(first, "main"))
                    .containsExactly("INFO up\n", "ERROR no\n  at a.B\n  at c.D\n", "INFO down\n");
            assertThat(workload.lines(second, "main"))
                    .containsExactly(
                            "2026-11-22 10:00:01 start 1\n more of 1\n", "2026-11-22 10:00:02 start 2\n more of 2\n");
        }
    }

    /** Events of four lines each, slowly. */
    private static final String EVENTS =
            "i=0; while [ $i -lt 60 ]; do echo \"# $i\"; for l in a b c; do echo \"  $i$l\"; sleep 0.02; done;"
                    + " i=$((i+1)); done";

    @Test
    @Tag("slow")
    void keepsEachLineOnceWhenKilledInTheMiddleOfAnEvent() throws IOException {
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "cut");
            var task = workload.running(
                    workload.run(workload.register("cut", logging(EVENTS, "awslogs-multiline-pattern", "^#"))));
            for (var millis : new int[] {300, 700}) {
                pause(Duration.ofMillis(millis));
                server.kill();
                server.startAgain();
            }
            workload.stopped(task);

            assertThat(workload.lines(task, "main"))
                    .isEqualTo(IntStream.range(0, 60)
                            .mapToObj(i -> "# " + i + "\n"
                                    + List.of("a", "b", "c").stream()
                                            .map(line -> "  " + i + line + "\n")
                                            .collect(Collectors.joining()))
                            .toList());
        }
    }

    @Test
    void tellsAnEventWhoseNextLineDoesNotCome() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = Workload.in(server.clients(), "waits");
            var script = "echo '# one'; echo ' and more'; " + Workload.WAITS;
            var task = workload.running(
                    workload.run(workload.register("waits", logging(script, "awslogs-multiline-pattern", "^#"))));
            eventually("the event", () -> workload.lines(task, "main").equals(List.of("# one\n and more\n")));
            workload.stopAll();
            assertThat(workload.lines(task, "main")).hasSize(1);
        }
    }

    @Test
    void takesCloudWatchsOwnNamesForThisServersLogs() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = Workload.in(server.clients(), "names");
            var metric = "{\"_aws\":{\"Timestamp\":1,\"CloudWatchMetrics\":[]},\"n\":1}";
            var task = workload.stopped(workload.run(workload.register(
                    "names",
                    logging(
                            "echo '" + metric + "'",
                            "awslogs-endpoint",
                            "https://logs." + Clients.REGION + ".amazonaws.com",
                            "awslogs-credentials-endpoint",
                            "/v2/credentials/none",
                            "awslogs-format",
                            "json/emf"))));
            assertThat(workload.lines(task, "main")).containsExactly(metric);

            var elsewhere = workload.register("elsewhere", logging("true", "awslogs-endpoint", "http://localhost:1"));
            assertThatThrownBy(() -> workload.run(elsewhere))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("awslogs-endpoint");

            var unknown = workload.stopped(
                    workload.run(workload.register("unknown", logging("true", "awslogs-format", "xml"))));
            assertThat(unknown.stoppedReason())
                    .isEqualTo("ResourceInitializationError: failed to initialize logging driver: unsupported log"
                            + " format 'xml'");
        }
    }

    /** The engine's driver sends lines to a collector, with the token out of Parameter Store. */
    @Test
    void givesADriverItsSecretOptions() throws IOException {
        var events = new LinkedBlockingQueue<String>();
        var collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 5);
        collector.createContext("/", exchange -> {
            var body = exchange.getRequestHeaders()
                            .getOrDefault("Content-Encoding", List.of(""))
                            .contains("gzip")
                    ? new GZIPInputStream(exchange.getRequestBody())
                    : exchange.getRequestBody();
            events.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(body.readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (var server = Server.start(Installation.on(docker.host()));
                var api = new RawApi(server.installation().endpoint())) {
            var workload = Workload.in(server.clients(), "secret");
            Workload.allow(server.clients(), "ecsTaskExecutionRole", "ssm:*");
            api.ssm("PutParameter", "{\"Name\":\"/splunk\",\"Value\":\"t0ken\",\"Type\":\"SecureString\"}");
            var main = shell("main", "echo to splunk; " + Workload.WAITS)
                    .logConfiguration(log -> log.logDriver(LogDriver.SPLUNK)
                            .options(Map.of(
                                    "splunk-url",
                                    "http://127.0.0.1:" + collector.getAddress().getPort()))
                            .secretOptions(secret -> secret.name("splunk-token").valueFrom("/splunk")));
            workload.run(workload.register("secret", main));
            eventually(
                    "the line",
                    () -> events.stream().anyMatch(e -> e.startsWith("Splunk t0ken ") && e.contains("to splunk")));
            workload.stopAll();
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void writesToAGroupThatASecretNamesAlsoAfterARestart() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()));
                var api = new RawApi(server.installation().endpoint())) {
            var workload = Workload.in(server.clients(), "named");
            Workload.allow(server.clients(), "ecsTaskExecutionRole", "ssm:*");
            api.ssm("PutParameter", "{\"Name\":\"/group\",\"Value\":\"" + Workload.GROUP + "\",\"Type\":\"String\"}");
            var main = shell("main", "echo before; " + Workload.WAITS.replace("exit 0", "echo after; exit 0"))
                    .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                            .options(Map.of("awslogs-region", Clients.REGION, "awslogs-stream-prefix", "ecs"))
                            .secretOptions(
                                    secret -> secret.name("awslogs-group").valueFrom("/group")));
            var task = workload.running(workload.run(workload.register("named", main)));
            eventually("its line", () -> workload.lines(task, "main").equals(List.of("before")));
            server.restart();
            workload.stopAll();
            assertThat(workload.lines(task, "main")).containsExactly("before", "after");
        }
    }

    @Test
    void doesNotStartWithAPatternThatIsNone() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = Workload.in(server.clients(), "wrong");
            var task = workload.stopped(
                    workload.run(workload.register("wrong", logging("true", "awslogs-multiline-pattern", "(("))));
            assertThat(task.stoppedReason())
                    .startsWith("ResourceInitializationError: failed to initialize logging driver: ")
                    .contains("((");
        }
    }

    /** As the engine has it. */
    private static String engineLog(Task task) {
        var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        var container = docker.docker(
                        "ps",
                        "-q",
                        "--filter",
                        "label=dev.landfall.pod=" + id,
                        "--filter",
                        "label=dev.landfall.container")
                .trim();
        return docker.docker("inspect", "--format", "{{json .HostConfig.LogConfig}}", container);
    }

    @Test
    void givesABlockingContainerRoomToWaitIn() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = Workload.in(server.clients(), "modes");
            var usual = workload.running(workload.run(workload.register("usual", logging(Workload.WAITS))));
            var blocking = workload.running(
                    workload.run(workload.register("blocking", logging(Workload.WAITS, "mode", "blocking"))));
            server.clients()
                    .ecs()
                    .putAccountSettingDefault(
                            request -> request.name("defaultLogDriverMode").value("blocking"));
            var byDefault = workload.running(workload.run(workload.register("default", logging(Workload.WAITS))));

            assertThat(engineLog(usual)).contains("\"max-file\":\"10\"");
            assertThat(engineLog(blocking)).contains("\"max-file\":\"100\"");
            assertThat(engineLog(byDefault)).contains("\"max-file\":\"100\"");
            workload.stopAll();
        }
    }

    /** A cluster with a container instance. */
    private static Workload instanceOf(Server server, String cluster) {
        var workload = Workload.in(server.clients(), cluster);
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance(cluster);
        }
        return workload;
    }

    private static Task onInstance(Workload workload, ContainerDefinition.Builder container) {
        var definition = workload.register(
                "on-instance",
                request -> request.networkMode(NetworkMode.BRIDGE).requiresCompatibilities(Compatibility.EC2),
                container);
        return workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null));
    }

    private static ContainerDefinition.Builder driver(LogDriver driver, Map<String, String> options, String script) {
        return shell("main", script)
                .logConfiguration(log -> log.logDriver(driver).options(options));
    }

    @Test
    void logsAsAnInstanceOfEc2Does() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = instanceOf(server, "on-instance");
            var options = Map.of("awslogs-group", Workload.GROUP, "awslogs-region", Clients.REGION);
            var task = workload.stopped(onInstance(workload, driver(LogDriver.AWSLOGS, options, "echo hello")));
            var events = server.clients()
                    .logs()
                    .filterLogEvents(request -> request.logGroupName(Workload.GROUP))
                    .events();
            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.message()).isEqualTo("hello");
                assertThat(event.logStreamName())
                        .isEqualTo(task.containers().getFirst().runtimeId());
            });

            var none = Map.of("awslogs-group", "/ecs/none", "awslogs-region", Clients.REGION);
            assertThat(workload.stopped(onInstance(workload, driver(LogDriver.AWSLOGS, none, "true")))
                            .stoppedReason())
                    .isEqualTo("CannotStartContainerError: failed to initialize logging driver: failed to create"
                            + " Cloudwatch log stream: ResourceNotFoundException: The specified log group does not"
                            + " exist.");
        }
    }

    @Test
    void handsEveryOtherDriverToTheEngine() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()));
                var syslog = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            var workload = instanceOf(server, "drivers");
            var kept = Map.of("max-size", "1m", "max-file", "3", "labels", "a,b");
            var json = workload.running(onInstance(workload, driver(LogDriver.JSON_FILE, kept, Workload.WAITS)));
            assertThat(engineLog(json))
                    .contains("\"Type\":\"json-file\"", "\"max-size\":\"1m\"", "\"max-file\":\"3\"")
                    .contains("\"labels\":\"a,b\"", "\"mode\":\"non-blocking\"", "\"max-buffer-size\":\"10m\"");

            var mute = workload.running(onInstance(
                    workload,
                    shell("main", "echo unheard; " + Workload.WAITS).logConfiguration(log -> log.logDriver("none"))));
            assertThat(engineLog(mute)).contains("\"Type\":\"none\"");

            var options = Map.of("syslog-address", "tcp://127.0.0.1:" + syslog.getLocalPort(), "tag", "of-landfall");
            onInstance(workload, driver(LogDriver.SYSLOG, options, "echo to syslog; " + Workload.WAITS));
            try (var from = syslog.accept();
                    var lines = new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8))) {
                assertThat(lines.readLine()).contains("of-landfall", "to syslog");
                workload.stopAll();
            }
        }
    }

    @Test
    void tellsWhyADriverOfTheEngineCannotStart() throws IOException {
        try (var server = Server.start(Installation.on(docker.host()))) {
            var workload = instanceOf(server, "refused");
            var options = Map.of("syslog-address", "tcp://127.0.0.1:1");
            var task = workload.stopped(onInstance(workload, driver(LogDriver.SYSLOG, options, "true")));
            assertThat(task.containers().getFirst().reason())
                    .startsWith("CannotStartContainerError: ")
                    .contains("failed to initialize logging driver", "connection refused");
        }
    }
}
