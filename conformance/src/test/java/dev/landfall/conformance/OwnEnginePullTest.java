package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.landfall.StartStepName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What an engine itself can have against a pull: a full disk, no way to AWS, its own end. */
@Tag("docker")
@Tag("slow")
final class OwnEnginePullTest {
    private static final String CLUSTER = "own-engine";
    private static final String WAITS = "trap 'exit 0' TERM; while :; do /busybox sleep 0.05; done";
    private static final int TOO_MUCH = 24 * 1024 * 1024;

    private OddRegistry registry;
    private OwnDockerEngine engine;
    private Server server;
    private Workload workload;
    private RawApi api;
    private String nobody;
    private Trickle layer = new Trickle(new byte[0]);

    @BeforeEach
    void start() throws IOException {
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            nobody = "127.0.0.1:" + closed.getLocalPort();
        }
        registry = OddRegistry.onLoopback();
        engine = OwnDockerEngine.on("16m", Map.of("HTTPS_PROXY", "http://" + nobody));
        server = Server.start(Installation.on(engine.host()));
        workload = Workload.in(server.clients(), CLUSTER);
        api = new RawApi(server.installation().endpoint());
        api.registerInstance(CLUSTER);
    }

    @AfterEach
    void stop() throws IOException {
        workload.stopAll();
        api.close();
        server.close();
        engine.close();
        registry.close();
    }

    private static ContainerDefinition.Builder container(String image) {
        return ContainerDefinition.builder()
                .name("main")
                .image(image)
                .command("/busybox", "sh", "-c", WAITS)
                .memory(16)
                .essential(true);
    }

    private Task run(String image) {
        return workload.run(workload.register("fargate", container(image)));
    }

    private Task runOnInstance(String image) {
        var ecs = server.clients().ecs();
        var definition = ecs.registerTaskDefinition(request -> request.family("instance")
                        .requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.NONE)
                        .containerDefinitions(container(image).build()))
                .taskDefinition();
        return ecs.runTask(request -> request.cluster(CLUSTER)
                        .launchType(LaunchType.EC2)
                        .taskDefinition(definition.taskDefinitionArn()))
                .tasks()
                .getFirst();
    }

    /** A sandbox that is made on a full disk would fail before the pull does. */
    private String arrivesOnceTheSandboxStands(String repository, RegistryImage image) {
        layer = new Trickle(image.layer().bytes());
        return registry.hasWithLayer(repository, image, layer);
    }

    private Task failedOnFargate(String image) {
        var task = run(image);
        eventually(
                "its sandbox",
                () -> api.explain(CLUSTER, task.taskArn()).stepsOrEmpty().stream()
                        .anyMatch(step -> step.name() == StartStepName.SANDBOX && step.endAt() != null));
        layer.release();
        return failed(task);
    }

    private Task failed(Task began) {
        var task = workload.stopped(began);
        assertThat(task.stopCode()).as("%s", task).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        return task;
    }

    @Test
    void tellsThatTheDiskIsFullAndRunsOnceThereIsRoom() throws Exception {
        var image = arrivesOnceTheSandboxStands("big", RegistryImage.ofBusybox(RegistryImage.noise(TOO_MUCH)));
        var blob = "write " + engine.data() + "/tmp/GetImageBlob\\d+: no space left on device";

        var task = failedOnFargate(image);
        assertThat(task.stoppedReason())
                .matches("CannotPullContainerError: ref pull has been retried 1 time\\(s\\): failed to copy: " + blob);
        assertThat(task.containers().getFirst().reason()).isEqualTo(task.stoppedReason());
        assertThat(api.explain(CLUSTER, task.taskArn())
                        .causesOrEmpty()
                        .getLast()
                        .text())
                .isEqualTo("the task could not start: " + task.stoppedReason());
        var onInstance = failed(runOnInstance(image));
        assertThat(onInstance.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(onInstance.containers().getFirst().reason()).matches("CannotPullContainerError: " + blob);
        assertThat(engine.disk().freeBytes()).as("what arrived is gone again").isGreaterThan(5_000_000);

        engine.disk().grow("96m");
        var again = workload.running(runOnInstance(image));
        assertThat(again.containers().getFirst().image()).isEqualTo(image);
    }

    @Test
    void tellsThatTheDiskHasNoRoomForWhatALayerUnpacksTo() {
        var image = arrivesOnceTheSandboxStands("zeros", RegistryImage.ofZeros(TOO_MUCH));
        assertThat(failedOnFargate(image).stoppedReason())
                .startsWith("CannotPullContainerError: ref pull has been retried 1 time(s): failed to register layer: ")
                .endsWith("write /zeros: no space left on device");
    }

    @Test
    void tellsThatThereIsNoWayToEcrOnAws() {
        var repository = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/app";
        var image = repository + ":v1";
        assertThat(failed(run(image)).stoppedReason())
                .isEqualTo(
                        "CannotPullContainerError: The task cannot pull ‘" + image + "’ from the Amazon ECR repository"
                                + " ‘" + repository
                                + "’. There is a connection issue between the task and Amazon ECR. Check your"
                                + " task network configuration. pull image manifest has been retried 5 time(s): failed to resolve"
                                + " ref " + image + ": failed to do request: Get"
                                + " \"https://999999999999.dkr.ecr.eu-west-1.amazonaws.com/v2/\": proxyconnect tcp: dial tcp "
                                + nobody + ": connect: connection refused");
    }

    @Test
    void pullsOnWhenTheEngineIsBackThatWasStoppedInTheMiddle() throws Exception {
        var content = RegistryImage.ofBusybox();
        layer = new Trickle(content.layer().bytes());
        var task = runOnInstance(registry.hasWithLayer("resumed", content, layer));
        layer.awaitBegun();

        engine.stop();
        layer.awaitLeft();
        eventually(
                "that the engine is away",
                () -> api.explain(CLUSTER, task.taskArn()).summaryOr("").contains("The container engine is away"));
        assertThat(workload.describe(task).desiredStatus()).isEqualTo("RUNNING");

        layer.release();
        engine.startAgain();
        assertThat(workload.running(task).containers().getFirst().imageDigest())
                .isEqualTo(content.manifest().digest());
    }
}
