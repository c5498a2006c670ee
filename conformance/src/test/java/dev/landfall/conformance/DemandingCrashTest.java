package dev.landfall.conformance;

import static dev.landfall.conformance.CrashScene.PATIENCE;
import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.EngineGate.Call;
import dev.landfall.conformance.EngineGate.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.FirelensConfigurationType;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * A task with all that takes more than making and starting containers: one that has to be over before another, a volume, a
 * log router with its configuration, a secret, a health check. The server is killed at each call to the engine that these
 * add, and at those between which something is over that must not be done again.
 */
@Tag("docker")
@Tag("slow")
final class DemandingCrashTest {
    private static CrashScene scene;
    private static EngineGate gate;
    private static Workload workload;
    private static String rich;
    private static String healthy;
    private static Footprint before;

    @BeforeAll
    static void start() throws IOException {
        scene = CrashScene.open("demanding");
        gate = scene.gate();
        workload = scene.workload();
        Workload.allow(scene.clients(), "ecsTaskExecutionRole", "ssm:GetParameters");
        try (var api = new RawApi(scene.installation().endpoint())) {
            api.ssm("PutParameter", "{\"Name\":\"given\",\"Value\":\"canary-5b1e\",\"Type\":\"SecureString\"}");
        }
        rich = workload.register(
                "rich", task -> task.volumes(volume -> volume.name("scratch")), router(), routed(), init(), main());
        healthy = workload.register("healthy", web(), counting());
        before = scene.footprintAfter(workload.run(rich));
    }

    /** Of the router only what the platform does for it is asked: its configuration is there, its socket's folder too. */
    private static ContainerDefinition.Builder router() {
        return shell("router", "grep -c Record /fluent-bit/etc/fluent-bit.conf; ls -d /var/run; " + WAITS)
                .firelensConfiguration(router -> router.type(FirelensConfigurationType.FLUENTBIT));
    }

    private static ContainerDefinition.Builder routed() {
        return shell("routed", WAITS).essential(false).logConfiguration(log -> log.logDriver(LogDriver.AWSFIRELENS));
    }

    private static ContainerDefinition.Builder init() {
        return shell("init", "echo seed >> /scratch/seed; echo done")
                .essential(false)
                .mountPoints(mount -> mount.sourceVolume("scratch").containerPath("/scratch"));
    }

    private static ContainerDefinition.Builder main() {
        return shell("main", "cat /scratch/seed; [ \"$GIVEN\" = canary-5b1e ] && echo given; " + counts())
                .dependsOn(on -> on.containerName("init").condition(ContainerCondition.SUCCESS))
                .mountPoints(mount -> mount.sourceVolume("scratch").containerPath("/scratch"))
                .secrets(secret -> secret.name("GIVEN").valueFrom("given"))
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(java.util.Map.of(
                                "awslogs-group",
                                Workload.GROUP,
                                "awslogs-region",
                                Clients.REGION,
                                "awslogs-stream-prefix",
                                "ecs",
                                "mode",
                                "non-blocking")));
    }

    private static ContainerDefinition.Builder web() {
        return shell("web", "sleep 2; touch /tmp/ok; " + WAITS)
                .healthCheck(
                        check -> check.command("CMD-SHELL", "test -e /tmp/ok").interval(5));
    }

    private static ContainerDefinition.Builder counting() {
        return shell("main", counts()).dependsOn(on -> on.containerName("web").condition(ContainerCondition.HEALTHY));
    }

    @AfterAll
    static void stop() throws IOException {
        try (var over = scene) {
            before.isAllThatStays(over.installation());
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "FURNISH, -router-, BEFORE",
        "FURNISH, -router-, AFTER",
        "START, -init-, AFTER",
        "CREATE, -main-, BEFORE",
        "CREATE, -main-, AFTER",
    })
    void comesUpAllTheSame(Call call, String container, Side side) throws Exception {
        gate.hold(call, container, side);
        var task = workload.run(rich);
        gate.awaitCaught(PATIENCE);
        assertThat(workload.describe(task).lastStatus()).isNotIn("RUNNING", "STOPPED");
        scene.killAndStartAgain();
        workload.running(task);
        assertThat(scene.runningContainers(task)).as("router, routed and main").hasSize(3);
        eventually("some lines", () -> workload.lines(task, "main").size() > 6);
        workload.stop(task, "enough");
        endsAsItShould(task);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"REMOVE_VOLUME, BEFORE", "REMOVE_VOLUME, AFTER"})
    void isGoneAllTheSame(Call call, Side side) throws Exception {
        var task = workload.running(workload.run(rich));
        eventually("some lines", () -> workload.lines(task, "main").size() > 6);
        gate.hold(call, side);
        workload.stop(task, "enough");
        gate.awaitCaught(PATIENCE);
        assertThat(workload.describe(task).lastStatus()).isEqualTo("DEPROVISIONING");
        scene.killAndStartAgain();
        endsAsItShould(task);
    }

    /** It becomes healthy while nobody looks. */
    @Test
    void startsWhatWaitedForAHealthyContainer() throws Exception {
        gate.hold(Call.START, "-web-", Side.AFTER);
        var task = workload.run(healthy);
        gate.awaitCaught(PATIENCE);
        scene.killAndStartAgain();
        var up = workload.running(task);
        assertThat(up.containers())
                .filteredOn(container -> container.name().equals("web"))
                .allSatisfy(web -> assertThat(web.healthStatus()).isEqualTo(HealthStatus.HEALTHY));
        workload.stop(task, "enough");
        assertThat(workload.stopped(task).stoppedReason()).isEqualTo("enough");
        before.isAllThereIs(scene.installation());
    }

    private static void endsAsItShould(Task task) {
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.containers()).allSatisfy(container -> {
            assertThat(container.lastStatus()).isEqualTo("STOPPED");
            assertThat(container.exitCode()).as(container.name()).isZero();
        });
        assertThat(workload.lines(over, "init")).containsExactly("done");
        assertThat(workload.lines(over, "router")).hasSize(2).last().isEqualTo("/var/run");
        var lines = workload.lines(over, "main");
        var expected = new ArrayList<>(List.of("seed", "given"));
        IntStream.range(1, lines.size() - 2).mapToObj(String::valueOf).forEach(expected::add);
        expected.add("end");
        assertThat(lines).isEqualTo(expected);
        before.isAllThereIs(scene.installation());
    }
}
