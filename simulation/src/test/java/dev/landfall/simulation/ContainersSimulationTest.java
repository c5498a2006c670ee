package dev.landfall.simulation;

import static dev.landfall.simulation.House.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Seeds;
import dev.landfall.contract.ecs.ContainerCondition;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerDependency;
import dev.landfall.contract.ecs.ContainerRestartPolicy;
import dev.landfall.contract.ecs.HealthCheck;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.contract.ecs.StopTaskRequest;
import dev.landfall.contract.ecs.StopTaskResponse;
import dev.landfall.contract.ecs.Task;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.PodId;
import dev.landfall.engine.simulated.SimulatedWorld.Event;
import dev.landfall.engine.simulated.SimulatedWorld.Event.What;
import dev.landfall.engine.simulated.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks of containers that depend on each other and are started again, while the process dies and the engine is slow,
 * faulty and away. What the machine itself went through is held against what was asked for.
 */
@Tag("slow")
class ContainersSimulationTest {
    private static final int STEPS = 50;
    private static final List<String> FAMILIES = List.of("chain", "chain", "broken", "lives", "short");
    private static final int PERIOD_SECONDS = 60;
    private static final Duration LIMIT = Duration.ofMinutes(40);

    @TempDir
    Path files;

    private final List<String> acknowledged = new ArrayList<>();

    static LongStream seeds() {
        return Seeds.some(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void containersKeepTheirOrderWhateverHappens(long seed) {
        try (var house = new House(seed, files)) {
            house.furnish();
            register(house);
            rage(house);
            calm(house);
            stopAll(house);
            var journal = house.machine.journal();
            var chains = pods(house, "chain");
            assertThat(chains)
                    .as("chains that came up")
                    .anyMatch(pod -> !of(journal, pod, "proxy").isEmpty());
            chains.forEach(pod -> startsInOrder(journal, pod));
            chains.forEach(pod -> stopsInReverse(journal, pod));
            pods(house, "broken")
                    .forEach(pod -> assertThat(of(journal, pod, "app"))
                            .as("never started")
                            .isEmpty());
            pods(house, "lives").forEach(pod -> restartsOnce(journal, pod));
            pods(house, "short").forEach(pod -> restartsOnce(journal, pod));
        }
    }

    private static void register(House house) {
        house.register(
                "chain",
                container("chain", "init", "simulate", "exits", "0")
                        .essential(false)
                        .build(),
                container("chain", "database", "simulate", "serves", "5432")
                        .healthCheck(HealthCheck.builder()
                                .command(List.of("CMD", "ready"))
                                .build())
                        .build(),
                container("chain", "app", "simulate", "runs")
                        .dependsOn(List.of(
                                on("init", ContainerCondition.SUCCESS), on("database", ContainerCondition.HEALTHY)))
                        .build(),
                container("chain", "proxy", "simulate", "ignores-termination")
                        .stopTimeout(4)
                        .dependsOn(List.of(on("app", ContainerCondition.START)))
                        .build());
        house.register(
                "broken",
                container("broken", "init", "simulate", "exits", "3")
                        .essential(false)
                        .build(),
                container("broken", "app", "simulate", "runs")
                        .dependsOn(List.of(on("init", ContainerCondition.SUCCESS)))
                        .build());
        house.register("lives", restarted("lives", PERIOD_SECONDS + 20));
        house.register("short", restarted("short", PERIOD_SECONDS - 20));
    }

    private static ContainerDefinition restarted(String family, int seconds) {
        return container(family, "app", "simulate", "lives", String.valueOf(seconds))
                .restartPolicy(ContainerRestartPolicy.builder()
                        .enabled(true)
                        .restartAttemptPeriod(PERIOD_SECONDS)
                        .build())
                .build();
    }

    private static ContainerDependency on(String container, ContainerCondition condition) {
        return ContainerDependency.builder()
                .containerName(container)
                .condition(condition)
                .build();
    }

    private void rage(House house) {
        var random = house.world.random();
        house.world.change(Chaos.USUAL);
        house.machine.change(Weather.STORMY);
        for (var step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> run(house, FAMILIES.get(random.nextInt(FAMILIES.size())), step);
                case 3 -> stopOne(house, random);
                case 4 -> house.machine.goAway();
                case 5, 6 -> house.machine.comeBack();
                case 7 -> house.world.kill();
                default -> {}
            }
            house.world.run(Duration.ofMillis(random.nextInt(40_000)));
        }
    }

    private void run(House house, String family, int step) {
        var answer = house.insist(house.runTask(family, "token-" + step), RunTaskResponse.class);
        acknowledged.add(answer.tasksOrEmpty().getFirst().taskArn());
    }

    private void stopOne(House house, RandomGenerator random) {
        if (!acknowledged.isEmpty()) {
            stop(house, acknowledged.get(random.nextInt(acknowledged.size())));
        }
    }

    private static void stop(House house, String arn) {
        var request = StopTaskRequest.builder().cluster(House.CLUSTER).task(arn).build();
        house.insist(request, StopTaskResponse.class);
    }

    private void calm(House house) {
        house.world.change(Chaos.NONE);
        house.machine.change(Weather.CALM);
        house.machine.comeBack();
        house.addresses.refuse(0);
        run(house, "chain", STEPS + 1); // one at least comes up in the calm
        assertThat(comesTrue(
                        house,
                        () -> house.describe(acknowledged).stream()
                                .allMatch(task -> task.lastStatus().equals(task.desiredStatus()))))
                .isTrue();
        house.world.run(Duration.ofSeconds(5L * PERIOD_SECONDS));
        tasks(house, "lives", task -> task.lastStatus().equals("RUNNING")).forEach(task -> isAlive(house, task));
    }

    /** Between two of its lives a container may be seen over for a moment. */
    private static void isAlive(House house, Task task) {
        assertThat(comesTrue(
                        house,
                        () -> house.engine().observe().stream()
                                .filter(pod -> pod.pod().value().equals(House.id(task)))
                                .anyMatch(pod -> pod.containers().get("app") instanceof ContainerState.Running)))
                .isTrue();
    }

    private void stopAll(House house) {
        acknowledged.forEach(arn -> stop(house, arn));
        assertThat(comesTrue(
                        house,
                        () -> house.describe(acknowledged).stream()
                                .allMatch(task -> task.lastStatus().equals("STOPPED"))))
                .isTrue();
        assertThat(house.engine().observe()).isEmpty();
    }

    /** What was waited for was the case when a container was started. */
    private static void startsInOrder(List<Event> journal, PodId pod) {
        var alive = new HashSet<String>();
        var succeeded = new HashSet<String>();
        for (var event : of(journal, pod)) {
            switch (event.what()) {
                case STARTED -> {
                    if (event.container().equals("app")) {
                        assertThat(succeeded).as("%s", event).contains("init");
                        assertThat(alive).as("%s", event).contains("database");
                    }
                    if (event.container().equals("proxy")) {
                        assertThat(of(journal, pod, "app").getFirst().at())
                                .as("%s", event)
                                .isBeforeOrEqualTo(event.at());
                    }
                    assertThat(alive.add(event.container())).as("started once").isTrue();
                }
                case EXITED -> {
                    if (event.exitCode() == 0) {
                        succeeded.add(event.container());
                    }
                }
                case TOLD_TO_STOP -> {}
            }
        }
    }

    /** Nobody was told to stop while somebody lived who depends on him. */
    private static void stopsInReverse(List<Event> journal, PodId pod) {
        var dependents = Map.of("database", Set.of("app"), "app", Set.of("proxy"));
        var alive = new HashSet<String>();
        for (var event : of(journal, pod)) {
            switch (event.what()) {
                case STARTED -> alive.add(event.container());
                case EXITED -> alive.remove(event.container());
                case TOLD_TO_STOP ->
                    assertThat(dependents.getOrDefault(event.container(), Set.of()))
                            .as("%s", event)
                            .noneMatch(alive::contains);
            }
        }
    }

    /** Each life but the first follows one that lasted long enough, and no life has two that follow it. */
    private static void restartsOnce(List<Event> journal, PodId pod) {
        Optional<Instant> began = Optional.empty();
        var exits = 0;
        var starts = 0;
        for (var event : of(journal, pod)) {
            if (event.what() == What.STARTED) {
                starts++;
                assertThat(starts).as("%s", event).isEqualTo(exits + 1);
                began = Optional.of(event.at());
            } else if (event.what() == What.EXITED) {
                exits++;
                var ran = Duration.between(began.orElseThrow(), event.at());
                var another = of(journal, pod).stream()
                        .anyMatch(later ->
                                later.what() == What.STARTED && later.at().isAfter(event.at()));
                assertThat(!another || ran.toSeconds() >= PERIOD_SECONDS)
                        .as("%s after %s", event, ran)
                        .isTrue();
            }
        }
    }

    private static List<Event> of(List<Event> journal, PodId pod) {
        return journal.stream().filter(event -> event.pod().equals(pod)).toList();
    }

    private static List<Event> of(List<Event> journal, PodId pod, String container) {
        return of(journal, pod).stream()
                .filter(event -> event.container().equals(container))
                .toList();
    }

    private List<PodId> pods(House house, String family) {
        return tasks(house, family, task -> true).stream()
                .map(task -> new PodId(House.id(task)))
                .toList();
    }

    private List<Task> tasks(House house, String family, Predicate<Task> which) {
        var families = new HashMap<String, String>();
        return house.describe(acknowledged).stream()
                .filter(task -> task.group().equals("family:" + family))
                .filter(task -> families.put(task.taskArn(), family) == null)
                .filter(which)
                .toList();
    }

    private static boolean comesTrue(House house, BooleanSupplier condition) {
        for (var waited = Duration.ZERO; waited.compareTo(LIMIT) < 0; waited = waited.plusSeconds(5)) {
            house.world.run(Duration.ofSeconds(5));
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
