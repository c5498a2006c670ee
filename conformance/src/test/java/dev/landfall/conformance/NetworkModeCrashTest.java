package dev.landfall.conformance;

import static dev.landfall.conformance.CrashScene.PATIENCE;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.EngineGate.Call;
import dev.landfall.conformance.EngineGate.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Tasks without a sandbox, with ports of the host, links, a volume and namespaces of their own, are found again with all of
 * it, wherever in their lives the server was killed.
 */
@Tag("docker")
@Tag("slow")
final class NetworkModeCrashTest {
    private static CrashScene scene;
    private static EngineGate gate;
    private static Workload workload;
    private static int fixed;
    private static String chosenPort;
    private static String fixedPort;
    private static Footprint before;

    /** The first task's network is being made when the server is killed for the first time. */
    @BeforeAll
    static void start() throws Exception {
        scene = CrashScene.open("bridged");
        gate = scene.gate();
        workload = scene.workload();
        fixed = FreePort.find();
        chosenPort = definition("chosen", 0);
        fixedPort = definition("fixed", fixed);
        try (var own = new RawApi(scene.installation().endpoint())) {
            own.registerInstance("bridged");
        }
        var instance = scene.installation().instance();
        eventually("the network of sandboxes", () -> networks(instance) == 1);
        gate.hold(Call.MAKE_NETWORK, Side.AFTER);
        var first = run(chosenPort);
        gate.awaitCaught(PATIENCE);
        scene.killAndStartAgain();
        before = scene.footprintAfter(first);
        assertThat(networks(instance)).isEqualTo(2);
    }

    private static long networks(String instance) {
        return scene.docker()
                .docker("network", "ls", "-q", "--filter", "label=dev.landfall.instance=" + instance)
                .lines()
                .count();
    }

    @AfterAll
    static void stop() throws IOException {
        try (var over = scene) {
            before.isAllThatStays(over.installation());
        }
    }

    @Test
    void findsTasksOnTheBridgeAgainWithTheirPorts() throws Exception {
        var tasks = new ArrayList<Task>();
        for (var millis : new int[] {0, 60, 150, 400}) {
            tasks.add(run(chosenPort));
            pause(Duration.ofMillis(millis));
            scene.killAndStartAgain();
        }

        var running = tasks.stream().map(workload::running).toList();
        var ports = running.stream()
                .flatMap(task -> task.containers().stream())
                .flatMap(container -> container.networkBindings().stream())
                .collect(Collectors.groupingBy(NetworkBinding::hostPort));
        assertThat(ports)
                .hasSize(tasks.size())
                .allSatisfy((port, bindings) -> assertThat(bindings).hasSize(1));
        for (var port : ports.keySet()) {
            assertThat(NetworkModeTest.page(port)).isEqualTo("hello");
        }
        for (var task : running) {
            assertThat(scene.runningContainers(task)).hasSize(2);
            assertThat(scene.docker().containersOf(task.taskArn()))
                    .as("with one that lends its memory")
                    .hasSize(3);
            var label = "label=dev.landfall.pod=" + CrashScene.id(task);
            assertThat(scene.docker()
                            .docker("volume", "ls", "-q", "--filter", label)
                            .lines())
                    .hasSize(1);
        }

        running.forEach(task -> workload.stop(task, "over"));
        for (var millis : new int[] {50, 400}) {
            pause(Duration.ofMillis(millis));
            scene.killAndStartAgain();
        }
        running.forEach(workload::stopped);
        before.isAllThereIs(scene.installation());
    }

    /** Of a port that is named nobody else's container may have got hold, not even the one of the life before. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "CREATE, -db-, AFTER",
        "START, -db-, BEFORE",
        "START, -db-, AFTER",
        "CREATE, ^landfall-.*-[0-9a-f]{32}$, AFTER",
        "START, ^landfall-.*-[0-9a-f]{32}$, AFTER",
        "REMOVE, -db-, AFTER",
    })
    void keepsAPortThatIsNamed(Call call, String container, Side side) throws Exception {
        gate.hold(call, container, side);
        var task = run(fixedPort);
        if (call == Call.REMOVE) {
            workload.stop(workload.running(task), "over");
        }
        gate.awaitCaught(PATIENCE);
        scene.killAndStartAgain();
        if (call != Call.REMOVE) {
            workload.running(task);
            assertThat(NetworkModeTest.page(fixed)).isEqualTo("hello");
            assertThat(scene.runningContainers(task)).hasSize(2);
            workload.stop(task, "over");
        }
        var over = workload.stopped(task);
        assertThat(over.stoppedReason()).isEqualTo("over");
        before.isAllThereIs(scene.installation());
    }

    /** A server that has just come back tells of its instance as one whose agent is not connected yet. */
    private static Task run(String definition) {
        var request = workload.request(definition)
                .launchType(LaunchType.EC2)
                .networkConfiguration((NetworkConfiguration) null)
                .build();
        return eventually(
                        "a place", () -> scene.clients().ecs().runTask(request).tasks(), tasks -> !tasks.isEmpty())
                .getFirst();
    }

    /** @param hostPort 0 for one that the engine chooses */
    private static String definition(String family, int hostPort) {
        return workload.register(
                family,
                request -> request.networkMode(NetworkMode.BRIDGE)
                        .requiresCompatibilities(Compatibility.EC2)
                        .ipcMode(IpcMode.TASK)
                        .volumes(volume -> volume.name("scratch")),
                shell("web", "until wget -q -O /dev/null http://db/page 2>/dev/null; do sleep 0.05; done; " + WAITS)
                        .links("db"),
                shell("db", "echo hello > /www/page; httpd -p 80 -h /www; " + WAITS)
                        .mountPoints(mount -> mount.sourceVolume("scratch").containerPath("/www"))
                        .portMappings(port -> port.containerPort(80).hostPort(hostPort)));
    }
}
