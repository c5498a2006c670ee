package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.landfall.ContainerExplanation;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import dev.landfall.contract.landfall.ImageLayer;
import dev.landfall.contract.landfall.ImageLayerState;
import dev.landfall.contract.landfall.LastLine;
import dev.landfall.contract.landfall.StartStep;
import dev.landfall.contract.landfall.StartStepName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.Task;

/** Why tasks did not start, what their starts took and what they died of, on a real engine. */
@Tag("docker")
final class ExplainTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static RawApi api;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "explained");
        api = new RawApi(server.installation().endpoint());
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        api.close();
        server.close();
    }

    private static String id(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }

    private static ExplainTaskResponse explain(Task task) {
        return api.explain("explained", task.taskArn());
    }

    private static StartStep step(ExplainTaskResponse told, StartStepName name) {
        return told.stepsOrEmpty().stream()
                .filter(step -> step.name() == name)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step " + name + " in " + told));
    }

    private static ContainerDefinition.Builder mute(String script) {
        return shell("main", script).logConfiguration((LogConfiguration) null);
    }

    @Test
    void itemisesTheStartOfATaskThatRuns() {
        var task = workload.running(workload.runPublic(workload.register("runs", shell("main", "echo up; " + WAITS))));
        var told = explain(task);

        assertThat(told.stepsOrEmpty())
                .extracting(StartStep::name)
                .contains(
                        StartStepName.PROVISIONING,
                        StartStepName.READYING,
                        StartStepName.SANDBOX,
                        StartStepName.PULL,
                        StartStepName.CREATE,
                        StartStepName.START,
                        StartStepName.PUBLIC_ADDRESS);
        assertThat(told.stepsOrEmpty()).allSatisfy(step -> {
            assertThat(step.endAt()).as(step.toString()).isAfterOrEqualTo(step.beginAt());
            assertThat(step.beginAt()).isAfterOrEqualTo(told.createdAt());
        });
        assertThat(step(told, StartStepName.PULL).detail()).endsWith(" was there");
        assertThat(step(told, StartStepName.START).endAt())
                .isAfter(step(told, StartStepName.CREATE).endAt());
        assertThat(told.summary()).startsWith("It runs; its start took ");
        assertThat(told.causesOrEmpty()).isEmpty();
        eventually(
                "its line",
                () -> explain(task).containersOrEmpty().getFirst().lastLinesOrEmpty().stream()
                        .map(LastLine::text)
                        .toList()
                        .contains("up"));
        assertThat(api.explain("explained", id(task).substring(0, 12)).taskArn())
                .isEqualTo(task.taskArn());
    }

    @Test
    void namesTheImageThatIsNotThere() {
        var task = workload.stopped(workload.run(
                workload.register("no-registry", shell("main", WAITS).image("localhost:1/x:latest"))));
        var told = explain(task);

        assertThat(told.summary())
                .startsWith("It stopped: container main (essential) could not be brought up: ")
                .contains("connection refused");
        assertThat(told.causesOrEmpty()).hasSize(2);
        assertThat(told.causesOrEmpty().getLast().text()).contains("CannotPullContainerError");
        assertThat(step(told, StartStepName.PULL).detail()).isEqualTo("localhost:1/x:latest; 5 tries failed");
        assertThat(told.stepsOrEmpty()).extracting(StartStep::name).doesNotContain(StartStepName.CREATE);
    }

    @Test
    void tellsWhichContainerEndedItAndWhatThatSaidLast() {
        var definition = workload.register(
                "ends",
                mute("echo first; echo 'no database' >&2; until [ -e /end ]; do sleep 0.05; done; exit 3"),
                shell("side", "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done"));
        var began = workload.running(workload.run(definition));
        eventually("the trap", () -> workload.lines(began, "side").contains("up"));
        docker.docker("exec", began.containers().getFirst().runtimeId(), "touch", "/end");
        var task = workload.stopped(began);
        var told = explain(task);

        assertThat(told.summary())
                .matches(
                        "It stopped: container main \\(essential\\) ended [\\d.]+ s after it was started, with exit code 3\\.");
        assertThat(told.causesOrEmpty())
                .extracting(cause -> cause.textOr("").replaceAll("\\d+\\.\\d+ s", "N s"))
                .containsExactly(
                        "container main (essential) ended N s after it was started, with exit code 3",
                        "so the task was stopped: Essential container in task exited",
                        "container side (essential) was stopped with the task, with exit code 0");
        assertThat(told.containersOrEmpty().getFirst().lastLinesOrEmpty())
                .extracting(LastLine::text)
                .containsExactlyInAnyOrder("first", "no database");
    }

    @Test
    void doesNotTakeAContainerThatDidItsWorkForTheCause() {
        var first = mute("true").name("first").essential(false);
        var main = mute("exit 4").dependsOn(on -> on.containerName("first").condition("SUCCESS"));
        var told = explain(workload.stopped(workload.run(workload.register("after", first, main))));

        assertThat(told.summary()).startsWith("It stopped: container main (essential) ended ");
    }

    @Test
    void namesTheMigrationThatFailedBeforeWhatWaitedForIt() {
        var migrate = mute("exit 4").name("migrate").essential(false);
        var web = mute(WAITS).dependsOn(on -> on.containerName("migrate").condition(ContainerCondition.SUCCESS));
        var told = explain(workload.stopped(workload.run(workload.register("unmigrated", migrate, web))));

        assertThat(told.summary())
                .isEqualTo(
                        "It stopped: container main (essential) was never started: it waits for migrate to succeed, which"
                                + " ended with exit code 4.");
        assertThat(told.causesOrEmpty().getFirst().text()).startsWith("container migrate ended ");
    }

    @Test
    @Tag("slow")
    void showsWhatAHealthCheckSaysThatOthersWaitFor() {
        var proxy = mute(WAITS)
                .name("proxy")
                .healthCheck(check -> check.command("CMD-SHELL", "echo upstream is missing; exit 1")
                        .interval(5)
                        .timeout(30)
                        .retries(1));
        var web = mute(WAITS).dependsOn(on -> on.containerName("proxy").condition(ContainerCondition.HEALTHY));
        var task = workload.run(workload.register("unhealthy", proxy, web));
        var told = eventually(
                "the failing check",
                () -> explain(task),
                now -> now.summaryOr("").endsWith("The health check fails of proxy."));

        assertThat(told.summary()).contains("for the dependencies of main since ", ": it waits for proxy HEALTHY. ");
        assertThat(told.containersOrEmpty().getFirst().healthCheckExitCode()).isEqualTo(1);
        assertThat(told.containersOrEmpty().getFirst().healthCheckOutput()).isEqualTo("upstream is missing\n");
        workload.stop(task, "seen");
    }

    @Test
    void saysWhatToDo() {
        var task = workload.stopped(workload.run(workload.register("lost", mute("").command("/no/such/program"))));
        assertThat(explain(task).advice()).startsWith("the image has no such program.");
    }

    @Test
    void tellsTheLastLinesOutOfTheLogStreamToo() {
        var task = workload.stopped(workload.run(workload.register("says", shell("main", "echo hello; exit 143"))));
        var main = explain(task).containersOrEmpty().getFirst();
        assertThat(main.lastLinesOrEmpty()).extracting(LastLine::text).containsExactly("hello");
        assertThat(main.logStream()).isEqualTo("ecs/main/" + id(task));
        assertThat(main.signal()).isEqualTo("SIGTERM");
    }

    @Test
    void tellsThatMemoryRanOut() {
        var hungry = "x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done";
        var task = workload.stopped(
                workload.run(workload.register("hungry", shell("main", hungry).memory(16))));
        var told = explain(task);
        assertThat(told.summary())
                .contains("used more memory than its limit of 16 MiB allows (exit code 137, SIGKILL)");
        assertThat(told.containersOrEmpty())
                .extracting(ContainerExplanation::outOfMemory)
                .containsExactly(true);
    }

    @Test
    void tellsWhoStoppedIt() {
        var task = workload.running(workload.run(workload.register("asked", shell("main", WAITS))));
        workload.stop(task, "release of the week");
        var told = explain(workload.stopped(task));
        assertThat(told.summary()).isEqualTo("It stopped: StopTask was called: release of the week.");
        assertThat(told.causesOrEmpty()).hasSize(2);
    }

    @Test
    void tellsThatAContainerOutlivedItsStopTimeout() {
        var deaf = mute("trap '' TERM; while :; do sleep 0.05; done").stopTimeout(2);
        var task = workload.running(workload.run(workload.register("deaf", deaf)));
        workload.stop(task, "now");
        assertThat(explain(workload.stopped(task)).causesOrEmpty().getLast().text())
                .isEqualTo("container main (essential) did not end within its stop timeout of 2 s and was killed, with"
                        + " exit code 137, SIGKILL");
    }

    @Test
    @Tag("slow")
    void explainsOnTheCommandLineWhatAKilledServerSaw() throws Exception {
        var installation = Installation.on(docker.host());
        try (var process = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var there = Workload.in(clients, "explained");
            var task = there.running(there.run(there.register("kept", shell("main", "echo up; " + WAITS))));
            process.kill();
            process.startAgain();

            var said = command(installation, id(task).substring(0, 8));
            assertThat(said).startsWith("Task " + id(task) + " of kept:1 in cluster explained: RUNNING\n");
            assertThat(said.lines().map(line -> line.strip().replaceAll(" {2,}.*", "")))
                    .contains("provisioning", "readying", "sandbox", "main: pull", "main: create", "main: start");
            assertThat(command(installation, id(task), "--output", "json", "--cluster", "explained"))
                    .contains("\"summary\":\"It runs; its start took ");
            there.stopAll();
        }
    }

    private static String command(Installation installation, String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.landfall.Main",
                "explain",
                "--data",
                installation.settings().data().toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("AWS_ACCESS_KEY_ID", Clients.ACCOUNT);
        builder.environment().put("AWS_REGION", Clients.REGION);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @Tag("slow")
    void tellsHowLongTheHealthCheckTook() {
        var checked = shell("main", "until [ -e /go ]; do sleep 0.05; done; touch /ok; " + WAITS)
                .healthCheck(check ->
                        check.command("CMD-SHELL", "test -f /ok").interval(5).timeout(30));
        var task = workload.running(workload.run(workload.register("checked", checked)));
        assertThat(explain(task).summary()).contains("It waits for the health check of main");
        assertThat(step(explain(task), StartStepName.HEALTH).endAt()).isNull();
        docker.docker("exec", task.containers().getFirst().runtimeId(), "touch", "/go");
        eventually("HEALTHY", () -> step(explain(task), StartStepName.HEALTH).endAt() != null);
        assertThat(step(explain(task), StartStepName.HEALTH).durationMillisOr(0L))
                .isBetween(1_000L, 60_000L);
        workload.stop(task, "seen");
    }

    @Test
    @Tag("slow")
    void itemisesAPullByLayer() {
        var repository = server.clients()
                .ecr()
                .createRepository(request -> request.repositoryName("layers"))
                .repository();
        docker.logIn(server.clients());
        var image = repository.repositoryUri() + ":v1";
        build(image);
        docker.docker("push", "-q", image);
        docker.docker("rmi", image);

        var task = workload.running(
                workload.run(workload.register("layers", shell("main", WAITS).image(image))));
        var pull = step(explain(task), StartStepName.PULL);
        assertThat(pull.layersOrEmpty())
                .extracting(ImageLayer::state)
                .containsOnly(ImageLayerState.DONE, ImageLayerState.PRESENT);
        var fetched = pull.layersOrEmpty().stream()
                .filter(layer -> layer.state() == ImageLayerState.DONE)
                .toList();
        assertThat(fetched).hasSize(3).allSatisfy(layer -> {
            assertThat(layer.bytesOr(0L)).isGreaterThan(16_000_000);
            assertThat(layer.beginAt()).isAfterOrEqualTo(pull.beginAt());
            assertThat(layer.endAt()).isBeforeOrEqualTo(pull.endAt());
        });
        workload.stop(task, "seen");
        workload.stopped(task);
        var digest = task.containers().getFirst().imageDigest();
        docker.attempt("", "rmi", "-f", repository.repositoryUri() + "@" + digest);
    }

    /** Three layers of noise over busybox. */
    private static void build(String image) {
        var name = "explain-" + image.hashCode();
        docker.docker("run", "--name", name, DockerEngineOfTests.BUSYBOX, "true");
        var base = DockerEngineOfTests.BUSYBOX;
        docker.docker("rm", name);
        for (var layer = 0; layer < 3; layer++) {
            docker.docker(
                    "run", "--name", name, base, "dd", "if=/dev/urandom", "of=/noise" + layer, "bs=1M", "count=16");
            docker.docker("commit", name, image);
            docker.docker("rm", name);
            base = image;
        }
    }

    @Test
    void tellsWhatAPullThatHangsWaitsFor() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            var image = "localhost:" + silent.getLocalPort() + "/x:latest";
            var task =
                    workload.run(workload.register("hangs", shell("main", WAITS).image(image)));
            eventually("the pull", () -> explain(task).summaryOr("").contains("for the image of main"));
            var told = explain(task);
            assertThat(told.summary())
                    .startsWith("It has been starting for ")
                    .endsWith("; its registry has not answered yet.");
            assertThat(step(told, StartStepName.PULL).endAt()).isNull();
            workload.stop(task, "enough");
            assertThat(explain(workload.stopped(task)).summary()).contains("enough");
        }
    }

    @Test
    void tellsWhatAContainerWaitedForBeforeItWasMade() {
        var definition = workload.register(
                "waits",
                shell("first", "sleep 5").essential(false),
                shell("main", WAITS)
                        .dependsOn(one -> one.containerName("first").condition(ContainerCondition.SUCCESS)));
        var told = explain(workload.running(workload.run(definition)));
        var waited = step(told, StartStepName.DEPENDENCIES);
        assertThat(waited.containerName()).isEqualTo("main");
        assertThat(waited.detail()).isEqualTo("waits for first SUCCESS");
        assertThat(waited.durationMillisOr(0L)).isGreaterThan(4_900);
        assertThat(told.summary()).contains("most of it for the dependencies of main (");
    }

    @Test
    void saysThatTheEngineIsAway() throws IOException {
        try (var relay = new EngineRelay(docker.host());
                var alone = Server.start(Installation.on(relay.host()));
                var its = new RawApi(alone.installation().endpoint())) {
            var there = Workload.in(alone.clients(), "explained");
            var task = there.run(there.register("away", shell("main", WAITS)));
            eventually(
                    "the reason",
                    () -> its.explain("explained", id(task)).summaryOr("").contains("The container engine is away: "));
            relay.open();
            there.running(task);
            assertThat(its.explain("explained", id(task)).summary()).doesNotContain("away");
            there.stopAll();
        }
    }

    @Test
    void refusesWhatIsNoTask() {
        assertThat(api.landfall("ExplainTask", "{\"task\":\"my-task\"}").message())
                .isEqualTo("'my-task' is neither a task's ARN nor the beginning of its id.");
        assertThat(api.landfall("ExplainTask", "{\"task\":\"0123456789abcdef0123456789abcdef\"}")
                        .code())
                .isEqualTo("ClientException");
        assertThat(api.landfall("ExplainTask", "{}").message()).contains("task");
    }
}
