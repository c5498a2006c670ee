package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.landfall.ImageLayer;
import dev.landfall.contract.landfall.ImageLayerState;
import dev.landfall.contract.landfall.StartStep;
import dev.landfall.contract.landfall.StartStepName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** A task that is stopped while its image is on the way takes its part of the pull with it, and nobody else's. */
@Tag("docker")
final class PullCancelTest {
    private static final String CLUSTER = "changes-its-mind";
    private static final String WAITS = "trap 'exit 0' TERM; while :; do /busybox sleep 0.05; done";

    private static DockerEngineOfTests docker;
    private static OddRegistry registry;
    private static Server server;
    private static Workload workload;
    private static RawApi api;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        registry = OddRegistry.onLoopback();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), CLUSTER);
        api = new RawApi(server.installation().endpoint());
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        api.close();
        server.close();
        registry.close();
    }

    private static ContainerDefinition.Builder container(String image) {
        return ContainerDefinition.builder()
                .name("main")
                .image(image)
                .command("/busybox", "sh", "-c", WAITS)
                .essential(true);
    }

    private static List<ImageLayerState> layers(Task task) {
        return api.explain(CLUSTER, task.taskArn()).stepsOrEmpty().stream()
                .filter(step -> step.name() == StartStepName.PULL)
                .map(StartStep::layersOrEmpty)
                .flatMap(List::stream)
                .map(ImageLayer::state)
                .toList();
    }

    @Test
    void letsTheRegistryGoWhenItsTaskIsStopped() throws Exception {
        var content = RegistryImage.ofNoise(5_000_000);
        var layer = new Trickle(content.layer().bytes());
        var image = registry.hasWithLayer("stopped", content, layer);
        var task = workload.run(workload.register("stopped", container(image)));
        layer.awaitBegun();
        eventually("bytes of the layer", () -> layers(task).contains(ImageLayerState.DOWNLOADING));
        assertThat(workload.describe(task).lastStatus()).isEqualTo("ACTIVATING");

        workload.stop(task, "wrong tag");
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("wrong tag");
        assertThat(over.startedAt()).isNull();
        assertThat(over.pullStoppedAt()).isAfter(over.pullStartedAt()).isBeforeOrEqualTo(over.stoppedAt());
        assertThat(over.containers()).singleElement().satisfies(container -> {
            assertThat(container.lastStatus()).isEqualTo("STOPPED");
            assertThat(container.exitCode()).isNull();
            assertThat(container.reason()).isNull();
        });
        assertThat(api.explain(CLUSTER, task.taskArn()).summary())
                .isEqualTo("It stopped: StopTask was called: wrong tag.");
        layer.awaitLeft();
        assertThat(docker.attempt("", "image", "inspect", image).status()).isNotZero();
    }

    @Test
    void pullsOnForWhoeverElseWantsTheImage() throws Exception {
        var content = RegistryImage.ofBusybox();
        var layer = new Trickle(content.layer().bytes());
        var image = registry.hasWithLayer("shared", content, layer);
        try {
            var definition = workload.register("shared", container(image));
            var one = workload.run(definition);
            var other = workload.run(definition);
            layer.awaitBegun();
            eventually("one's share", () -> layers(one).contains(ImageLayerState.DOWNLOADING));
            eventually("the other's", () -> layers(other).contains(ImageLayerState.DOWNLOADING));
            workload.stop(one, "one is enough");
            workload.stopped(one);

            layer.release();
            assertThat(workload.running(other).containers().getFirst().imageDigest())
                    .isEqualTo(content.manifest().digest());
            assertThat(registry.asked("shared", content.layer().digest())).isEqualTo(1);
            workload.stop(other, "seen");
            workload.stopped(other);
        } finally {
            docker.attempt("", "rmi", "-f", image);
        }
    }
}
