package dev.landfall.conformance;

import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.EngineAwayTest.hasEveryLineOnce;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Eventually.pause;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Seeds;
import dev.landfall.conformance.EngineGate.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * One task outlives many deaths of its server, the next of which come while it still recovers from the last: at a call to
 * the engine that chance picks, which the engine hears of or not.
 */
@Tag("docker")
@Tag("slow")
final class RepeatedCrashTest {
    private static final int DEATHS = 3;

    /** Some more than a server makes that finds everything as it left it. */
    private static final int CALLS = 40;

    /** Where there is nothing left to call, it dies idle. */
    private static final Duration IDLE = Duration.ofMillis(500);

    /** About as long as it takes until it answers. */
    private static final int LONGEST_START_MILLIS = 2_000;

    static LongStream seeds() {
        return Seeds.fresh(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsATaskAsItWouldHaveThoughItsServerDiesTimeAndAgain(long seed) throws Exception {
        try (var scene = CrashScene.open("repeated")) {
            var workload = scene.workload();
            var definition = workload.register(
                    "pair",
                    task -> task.volumes(volume -> volume.name("scratch")),
                    shell("first", "echo one; " + Workload.WAITS),
                    shell("main", counts())
                            .dependsOn(on -> on.containerName("first").condition(ContainerCondition.START))
                            .mountPoints(mount -> mount.sourceVolume("scratch").containerPath("/scratch")));
            var before = scene.footprintAfter(workload.runPublic(definition));
            var chance = new Random(seed);

            holdSomewhere(scene, chance);
            var task = workload.runPublic(definition);
            dieAgainAndAgain(scene, chance);
            workload.running(task);
            assertThat(scene.runningContainers(task)).hasSize(2);
            eventually("some lines", () -> workload.lines(task, "main").size() > 6);

            holdSomewhere(scene, chance);
            workload.stop(task, "enough");
            dieAgainAndAgain(scene, chance);
            endsAsItShould(workload, task);
            before.isAllThatStays(scene.installation());
        }
    }

    private static void holdSomewhere(CrashScene scene, Random chance) {
        scene.gate().holdAfter(chance.nextInt(CALLS), chance.nextBoolean() ? Side.BEFORE : Side.AFTER);
    }

    /**
     * At the call that is held now, and then at others, however little of its work each life gets done; and once more after
     * each of them, before it has begun to work.
     */
    private static void dieAgainAndAgain(CrashScene scene, Random chance) throws IOException, InterruptedException {
        for (var death = 0; death < DEATHS; death++) {
            var caught = scene.gate().isCaught(IDLE);
            scene.server().kill();
            scene.gate().open();
            scene.server().beginAgain();
            pause(Duration.ofMillis(chance.nextInt(LONGEST_START_MILLIS)));
            scene.server().kill();
            if (death < DEATHS - 1) {
                holdSomewhere(scene, chance);
            }
            scene.server().startAgain();
        }
    }

    private static void endsAsItShould(Workload workload, Task task) {
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(over.stoppedReason()).isEqualTo("enough");
        assertThat(over.containers())
                .allSatisfy(container -> assertThat(container.exitCode()).isZero());
        assertThat(workload.lines(over, "first")).containsExactly("one");
        hasEveryLineOnce(workload, over);
    }
}
