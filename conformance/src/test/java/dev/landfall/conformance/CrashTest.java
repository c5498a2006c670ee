package dev.landfall.conformance;

import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.EngineAwayTest.hasEveryLineOnce;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** Killed without a word at any moment, the server finds everything again: nothing is lost, doubled or left over. */
@Tag("docker")
@Tag("slow")
final class CrashTest {
    private static CrashScene scene;
    private static Workload workload;
    private static String counting;
    private static Footprint before;

    @BeforeAll
    static void start() throws IOException {
        scene = CrashScene.open("moments");
        workload = scene.workload();
        counting = workload.register("counting", shell("main", counts()));
        before = scene.footprintAfter(workload.runPublic(counting));
    }

    @AfterAll
    static void stop() throws IOException {
        try (var over = scene) {
            before.isAllThatStays(over.installation());
        }
    }

    @Test
    void keepsARunningTaskWithItsAddressesAndEveryLine() throws IOException {
        var task = workload.running(workload.runPublic(counting));
        var address = workload.publicAddress(task);
        scene.server().kill();
        pause(Duration.ofMillis(500)); // lines that nobody listens to
        scene.server().startAgain();
        var kept = workload.describe(task);
        assertThat(kept.lastStatus()).isEqualTo("RUNNING");
        assertThat(Workload.privateAddress(kept)).isEqualTo(Workload.privateAddress(task));
        assertThat(workload.publicAddress(kept)).isPresent().isEqualTo(address);
        assertThat(kept.startedAt()).isEqualTo(task.startedAt());
        assertThat(kept.containers().getFirst().runtimeId())
                .isEqualTo(task.containers().getFirst().runtimeId());
        var lines = workload.lines(task, "main").size();
        eventually("more lines", () -> workload.lines(task, "main").size() > lines + 5);
        workload.stopAll();
        hasEveryLineOnce(workload, task);
        before.isAllThereIs(scene.installation());
    }

    @Test
    void losesAndDoublesNothingAtWhateverMomentItIsKilled() throws IOException {
        var definition = workload.register("pair", shell("main", Workload.WAITS), shell("other", Workload.WAITS));
        var tasks = new ArrayList<Task>();
        for (var millis : new int[] {0, 40, 120, 300, 700}) {
            tasks.add(workload.runPublic(definition));
            pause(Duration.ofMillis(millis));
            scene.killAndStartAgain();
        }
        var running = tasks.stream().map(workload::running).toList();
        assertThat(running.stream().map(Workload::privateAddress)).doesNotHaveDuplicates();
        assertThat(running.stream().map(workload::publicAddress)).doesNotHaveDuplicates();
        for (var task : running) {
            assertThat(scene.runningContainers(task)).as(task.taskArn()).hasSize(2);
        }

        running.forEach(task -> workload.stop(task, "over"));
        for (var millis : new int[] {50, 400}) {
            pause(Duration.ofMillis(millis));
            scene.killAndStartAgain();
        }
        running.forEach(workload::stopped);
        before.isAllThereIs(scene.installation());
    }
}
