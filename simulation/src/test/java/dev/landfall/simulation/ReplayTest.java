package dev.landfall.simulation;

import static dev.landfall.simulation.House.container;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.ContainerCondition;
import dev.landfall.contract.ecs.ContainerDependency;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.engine.simulated.Weather;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seed tells the whole run of the platform, in every process: Java shuffles its immutable sets and maps anew in each, and
 * whatever depended on their order could not be replayed.
 */
@Tag("slow")
class ReplayTest {
    private static final String SEED = "42";
    private static final int STEPS = 40;

    @TempDir
    Path files;

    @Test
    void isTheSameInEveryProcess() throws Exception {
        var once = run("once");
        assertThat(once.lines()).hasSize(STEPS);
        assertThat(run("again")).isEqualTo(once);
    }

    private String run(String directory) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayTest.class.getName(),
                        SEED,
                        files.resolve(directory).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    /** Says after each step what the scheduler has done by then. */
    public static void main(String[] arguments) {
        try (var house = new House(Long.parseLong(arguments[0]), Path.of(arguments[1]))) {
            furnish(house);
            var random = house.world.random();
            house.world.change(Chaos.USUAL);
            house.machine.change(Weather.STORMY);
            for (var step = 0; step < STEPS; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> house.insist(house.runTask("several", "token-" + step), RunTaskResponse.class);
                    case 3 -> house.machine.goAway();
                    case 4, 5 -> house.machine.comeBack();
                    case 6 -> house.world.kill();
                    default -> {}
                }
                house.world.run(Duration.ofMillis(random.nextInt(40_000)));
                System.out.println(step + " " + house.world.scheduler().fingerprint());
            }
        }
    }

    private static void furnish(House house) {
        house.furnish();
        var afterTheFirst = ContainerDependency.builder()
                .containerName("first")
                .condition(ContainerCondition.SUCCESS)
                .build();
        house.register(
                "several",
                container("several", "first", "simulate", "exits", "0")
                        .essential(false)
                        .build(),
                container("several", "database", "simulate", "serves", "5432").build(),
                container("several", "cache", "simulate", "serves", "6379").build(),
                container("several", "app", "simulate", "runs")
                        .dependsOn(List.of(afterTheFirst))
                        .build());
    }
}
