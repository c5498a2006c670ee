package dev.landfall.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Seeds;
import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.contract.ecs.StopTaskRequest;
import dev.landfall.contract.ecs.StopTaskResponse;
import dev.landfall.contract.ecs.Task;
import dev.landfall.contract.logs.GetLogEventsRequest;
import dev.landfall.contract.logs.GetLogEventsResponse;
import dev.landfall.contract.logs.OutputLogEvent;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.Engine;
import dev.landfall.engine.Observation;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.network.Ipv4;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients run and stop tasks while the process dies, the engine goes away and containers crash. Then calm must follow. */
@Tag("slow")
class PlatformSimulationTest {
    private static final int STEPS = 60;
    private static final int LINES = 7;
    private static final Duration CALM_AFTER = Duration.ofMinutes(20);
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final List<String> PHASES = List.of(
            "PROVISIONING",
            "PENDING",
            "ACTIVATING",
            "RUNNING",
            "DEACTIVATING",
            "STOPPING",
            "DEPROVISIONING",
            "STOPPED");

    @TempDir
    Path files;

    private final List<String> acknowledged = new ArrayList<>();
    private final Map<String, Integer> furthest = new TreeMap<>();

    static LongStream seeds() {
        return Seeds.some(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTaskComesToWhatWasAskedAndLeavesNothingBehind(long seed) {
        try (var house = new House(seed, files)) {
            house.furnish();
            house.register("prints", 5, "simulate", "prints", "" + LINES);
            house.register("exits", 5, "simulate", "exits", "3");
            house.register("stubborn", 2, "simulate", "ignores-termination");
            rage(house);
            calm(house);
            stopAll(house);
        }
    }

    /** Sixty steps of clients and calamities. */
    private void rage(House house) {
        var random = house.world.random();
        house.world.change(Chaos.USUAL);
        house.machine.change(Weather.STORMY);
        house.addresses.refuse(0.05);
        house.filter.refuse(0.05);
        for (var step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> run(house, random, step);
                case 3 -> stop(house, random);
                case 4 -> house.machine.goAway();
                case 5, 6 -> house.machine.comeBack();
                default -> calamity(house, random);
            }
            house.world.run(Duration.ofMillis(random.nextInt(20_000)));
            watch(house);
        }
    }

    private static void calamity(House house, RandomGenerator random) {
        if (random.nextBoolean()) {
            house.world.kill();
        } else {
            house.machine.crash();
        }
    }

    /** As a client does that repeats itself with its token until it is answered. */
    private void run(House house, RandomGenerator random, int step) {
        var family = List.of("prints", "exits", "stubborn").get(random.nextInt(3));
        var request = house.runTask(family, "token-" + step);
        var tasks = house.insist(request, RunTaskResponse.class).tasksOrEmpty();
        assertThat(tasks).hasSize(1);
        acknowledged.add(tasks.getFirst().taskArn());
        var again = house.insist(request, RunTaskResponse.class).tasksOrEmpty();
        assertThat(again)
                .as("a token makes one task")
                .extracting(Task::taskArn)
                .isEqualTo(List.of(acknowledged.getLast()));
    }

    private void stop(House house, RandomGenerator random) {
        if (!acknowledged.isEmpty()) {
            stop(house, acknowledged.get(random.nextInt(acknowledged.size())));
        }
    }

    private static void stop(House house, String arn) {
        house.insist(
                StopTaskRequest.builder()
                        .cluster(House.CLUSTER)
                        .task(arn)
                        .reason("simulated")
                        .build(),
                StopTaskResponse.class);
    }

    /** No task ever goes back. */
    private void watch(House house) {
        for (var task : house.describe(acknowledged)) {
            var rank = PHASES.indexOf(task.lastStatus());
            assertThat(rank)
                    .as("%s %s", task.taskArn(), task.lastStatus())
                    .isGreaterThanOrEqualTo(furthest.getOrDefault(task.taskArn(), 0));
            furthest.put(task.taskArn(), rank);
        }
        assertNobodyRunsUnguarded(house);
    }

    /** Where a container runs, the rules of its task's security groups stand, whatever died in between. */
    private static void assertNobodyRunsUnguarded(House house) {
        for (var pod : observed(house)) {
            if (pod.sandbox() instanceof Observation.SandboxState.Ready ready
                    && pod.containers().values().stream().anyMatch(ContainerState.Running.class::isInstance)) {
                assertThat(house.filter.standing().members())
                        .as("%s", pod.pod())
                        .containsKey(Ipv4.parse(ready.address()));
            }
        }
    }

    private static List<Observation> observed(House house) {
        try {
            return house.engine().observe();
        } catch (Engine.EngineAway away) {
            return List.of(); // nobody can tell
        }
    }

    private void calm(House house) {
        house.world.change(Chaos.NONE);
        house.machine.change(Weather.CALM);
        house.machine.comeBack();
        house.addresses.refuse(0);
        house.filter.refuse(0);
        assertThat(comesTrue(house, () -> unsettled(house).isEmpty()))
                .as(() -> "unsettled: " + unsettled(house))
                .isTrue();
        house.world.run(Duration.ofMinutes(2));
        watch(house);
        var tasks = house.describe(acknowledged);
        assertThat(tasks).hasSameSizeAs(acknowledged);
        assertThat(tasks).as("tasks that were started").anyMatch(task -> task.startedAt() != null);
        assertRunningIsRunning(house, tasks);
        assertAddressesAgree(house, tasks);
        tasks.forEach(task -> assertLogIsWhole(house, task));
    }

    /** Looked at every few seconds only: asking for all tasks costs more than what happens in between. */
    private static boolean comesTrue(House house, BooleanSupplier condition) {
        for (var waited = Duration.ZERO; waited.compareTo(CALM_AFTER) < 0; waited = waited.plus(GLANCE)) {
            house.world.run(GLANCE);
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private List<String> unsettled(House house) {
        return house.describe(acknowledged).stream()
                .filter(task -> !task.lastStatus().equals(task.desiredStatus()))
                .map(task -> task.taskArn() + " " + task.lastStatus() + " for " + task.desiredStatus())
                .toList();
    }

    /** The machine runs the containers of the tasks that are RUNNING, and nothing else at all. */
    private static void assertRunningIsRunning(House house, List<Task> tasks) {
        var alive = house.engine().observe().stream()
                .filter(pod -> pod.containers().values().stream().anyMatch(ContainerState.Running.class::isInstance))
                .map(pod -> pod.pod().value())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(alive).isEqualTo(running(tasks).map(House::id).collect(Collectors.toCollection(TreeSet::new)));
        var pods =
                house.engine().observe().stream().map(pod -> pod.pod().value()).toList();
        assertThat(pods).as("no pod outlives its task").hasSameSizeAs(alive);
    }

    private static java.util.stream.Stream<Task> running(List<Task> tasks) {
        return tasks.stream().filter(task -> task.lastStatus().equals("RUNNING"));
    }

    /** Each running task has addresses of its own, and its public one leads to its private one. */
    private static void assertAddressesAgree(House house, List<Task> tasks) {
        var expected = new HashMap<String, String>();
        var observed = new HashMap<String, String>();
        house.engine()
                .observe()
                .forEach(pod -> observed.put(pod.pod().value(), pod.sandbox().toString()));
        running(tasks).forEach(task -> {
            var address = House.detail(task, "privateIPv4Address");
            assertThat(expected.put(address, task.taskArn()))
                    .as("one address for two tasks")
                    .isNull();
            assertThat(observed.get(House.id(task))).contains(address);
        });
        var led = house.addresses.observe().values().stream()
                .map(Object::toString)
                .toList();
        assertThat(led).containsExactlyInAnyOrderElementsOf(expected.keySet());
        assertThat(house.guarded()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    /** What a container wrote is stored once, in order, from the first line to as far as it came. */
    private static void assertLogIsWhole(House house, Task task) {
        var stream = task.group().replace("family:", "") + "/app/" + House.id(task);
        var lines = lines(house, stream);
        assertThat(lines)
                .isEqualTo(IntStream.rangeClosed(1, lines.size())
                        .mapToObj(i -> "line " + i)
                        .toList());
        if (stream.startsWith("prints") && task.lastStatus().equals("RUNNING")) {
            assertThat(lines).as(stream).hasSize(LINES);
        }
    }

    private static List<String> lines(House house, String stream) {
        try {
            var request = GetLogEventsRequest.builder()
                    .logGroupName(House.GROUP)
                    .logStreamName(stream)
                    .startFromHead(true)
                    .build();
            return house.insist(request, GetLogEventsResponse.class).eventsOrEmpty().stream()
                    .map(OutputLogEvent::message)
                    .toList();
        } catch (Fault noSuchStream) {
            assertThat(noSuchStream.type().code()).isEqualTo("ResourceNotFoundException");
            return List.of();
        }
    }

    private void stopAll(House house) {
        house.describe(acknowledged).forEach(task -> stop(house, task.taskArn()));
        var over = comesTrue(
                house,
                () -> house.describe(acknowledged).stream()
                        .allMatch(task -> task.lastStatus().equals("STOPPED")));
        assertThat(over).as(() -> "not stopped: " + unsettled(house)).isTrue();
        house.world.run(Duration.ofMinutes(1));
        assertThat(house.engine().observe()).isEmpty();
        assertThat(house.addresses.observe()).isEmpty();
        assertThat(house.guarded()).isEmpty();
    }
}
