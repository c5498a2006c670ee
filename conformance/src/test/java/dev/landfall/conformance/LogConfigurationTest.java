package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;

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
}
