package dev.landfall.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Seeds;
import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerInstance;
import dev.landfall.contract.ecs.ContainerInstanceStatus;
import dev.landfall.contract.ecs.DeregisterContainerInstanceRequest;
import dev.landfall.contract.ecs.DeregisterContainerInstanceResponse;
import dev.landfall.contract.ecs.DescribeContainerInstancesRequest;
import dev.landfall.contract.ecs.DescribeContainerInstancesResponse;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.ListContainerInstancesRequest;
import dev.landfall.contract.ecs.ListContainerInstancesResponse;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RegisterTaskDefinitionResponse;
import dev.landfall.contract.ecs.Resource;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.contract.ecs.StopTaskRequest;
import dev.landfall.contract.ecs.StopTaskResponse;
import dev.landfall.contract.ecs.Task;
import dev.landfall.contract.ecs.UpdateContainerInstancesStateRequest;
import dev.landfall.contract.ecs.UpdateContainerInstancesStateResponse;
import dev.landfall.contract.landfall.RegisterInstanceRequest;
import dev.landfall.contract.landfall.RegisterInstanceResponse;
import dev.landfall.engine.simulated.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine comes, drains and goes while its tasks run, the process dies and the engine goes away. Nothing is miscounted. */
@Tag("slow")
class ContainerInstanceSimulationTest {
    private static final int STEPS = 60;
    private static final int PORT = 8_080;
    private static final int CPU = 512;

    @TempDir
    Path files;

    private final List<String> known = new ArrayList<>();

    static LongStream seeds() {
        return Seeds.some(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsWhatItsTasksTakeWhateverHappens(long seed) {
        try (var house = new House(seed, files)) {
            house.furnish();
            define(house, "fixed", NetworkMode.BRIDGE, List.of(mapping()));
            define(house, "free", NetworkMode.NONE, List.of());
            rage(house);
            calm(house);
        }
    }

    private void rage(House house) {
        var random = house.world.random();
        house.world.change(Chaos.USUAL);
        house.machine.change(Weather.STORMY);
        for (var step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> run(house, random, step);
                case 4 -> stop(house, random);
                case 5 -> change(house, random);
                case 6 -> house.machine.goAway();
                case 7 -> house.machine.comeBack();
                case 8 -> house.world.kill();
                default -> house.machine.crash();
            }
            house.world.run(Duration.ofMillis(random.nextInt(20_000)));
            assertNothingMiscounted(house);
        }
    }

    private void run(House house, RandomGenerator random, int step) {
        register(house);
        var request = RunTaskRequest.builder()
                .cluster(House.CLUSTER)
                .taskDefinition(random.nextBoolean() ? "fixed" : "free")
                .launchType(LaunchType.EC2)
                .count(1 + random.nextInt(3))
                .clientToken("token-" + step)
                .build();
        try {
            house.insist(request, RunTaskResponse.class).tasksOrEmpty().forEach(task -> known.add(task.taskArnOr("")));
        } catch (Fault draining) {
            assertThat(draining.message()).isEqualTo("No Container Instances were found in your cluster.");
        }
    }

    private void stop(House house, RandomGenerator random) {
        if (!known.isEmpty()) {
            var request = StopTaskRequest.builder()
                    .cluster(House.CLUSTER)
                    .task(known.get(random.nextInt(known.size())))
                    .build();
            house.insist(request, StopTaskResponse.class);
        }
    }

    /** Drains it, takes it back, or takes it away. */
    private static void change(House house, RandomGenerator random) {
        var instance = instance(house);
        if (instance.isEmpty()) {
            return;
        }
        var arn = instance.get().containerInstanceArnOr("");
        if (random.nextInt(3) == 0) {
            deregister(house, arn);
            return;
        }
        var status = random.nextBoolean() ? ContainerInstanceStatus.DRAINING : ContainerInstanceStatus.ACTIVE;
        house.insist(
                UpdateContainerInstancesStateRequest.builder()
                        .cluster(House.CLUSTER)
                        .containerInstances(List.of(arn))
                        .status(status)
                        .build(),
                UpdateContainerInstancesStateResponse.class);
    }

    private static void deregister(House house, String arn) {
        try {
            house.insist(
                    DeregisterContainerInstanceRequest.builder()
                            .cluster(House.CLUSTER)
                            .containerInstance(arn)
                            .force(true)
                            .build(),
                    DeregisterContainerInstanceResponse.class);
        } catch (Fault goneAlready) { // by a first try whose answer was lost
            assertThat(goneAlready.message()).contains("was not found");
        }
    }

    private static void register(House house) {
        house.insist(RegisterInstanceRequest.builder().cluster(House.CLUSTER).build(), RegisterInstanceResponse.class);
    }

    private void assertNothingMiscounted(House house) {
        var instance = instance(house);
        if (instance.isEmpty()) {
            return;
        }
        var left = cpu(instance.get().remainingResourcesOrEmpty());
        var alive = house.describe(known).stream()
                .filter(task -> !"STOPPED".equals(task.lastStatus()))
                .toList();
        assertThat(left).isNotNegative();
        assertThat(cpu(instance.get().registeredResourcesOrEmpty()) - left)
                .as("what was counted first holds at least what is alive now")
                .isGreaterThanOrEqualTo(alive.size() * CPU);
        assertThat(alive.stream().filter(ContainerInstanceSimulationTest::hasPort))
                .as("one task at a time has the port")
                .hasSizeLessThanOrEqualTo(1);
    }

    private static boolean hasPort(Task task) {
        return "family:fixed".equals(task.group());
    }

    private void calm(House house) {
        house.world.change(Chaos.NONE);
        house.machine.change(Weather.CALM);
        house.machine.comeBack();
        register(house);
        deregister(house, instance(house).orElseThrow().containerInstanceArnOr(""));
        house.world.run(Duration.ofMinutes(5));
        assertThat(house.describe(known)).allMatch(task -> "STOPPED".equals(task.lastStatus()));
        assertThat(house.engine().observe()).isEmpty();
        register(house);
        var again = instance(house).orElseThrow();
        assertThat(again.remainingResources()).isEqualTo(again.registeredResources());
        run(house, house.world.random(), STEPS);
        house.world.run(Duration.ofMinutes(1));
        assertThat(house.describe(List.of(known.getLast())).getFirst().lastStatus())
                .isEqualTo("RUNNING");
    }

    private static Optional<ContainerInstance> instance(House house) {
        var list =
                ListContainerInstancesRequest.builder().cluster(House.CLUSTER).build();
        var arns = house.insist(list, ListContainerInstancesResponse.class).containerInstanceArnsOrEmpty();
        if (arns.isEmpty()) {
            return Optional.empty();
        }
        assertThat(arns).as("one machine is one instance").hasSize(1);
        var describe = DescribeContainerInstancesRequest.builder()
                .cluster(House.CLUSTER)
                .containerInstances(arns)
                .build();
        return house.insist(describe, DescribeContainerInstancesResponse.class).containerInstancesOrEmpty().stream()
                .findFirst();
    }

    private static void define(House house, String family, NetworkMode mode, List<PortMapping> ports) {
        var container = ContainerDefinition.builder()
                .name("app")
                .image("app")
                .cpu(CPU)
                .memory(64)
                .stopTimeout(2)
                .portMappings(ports)
                .build();
        house.insist(
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .networkMode(mode)
                        .containerDefinitions(List.of(container))
                        .build(),
                RegisterTaskDefinitionResponse.class);
    }

    private static PortMapping mapping() {
        return PortMapping.builder().containerPort(80).hostPort(PORT).build();
    }

    private static int cpu(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> "CPU".equals(resource.name()))
                .mapToInt(resource -> resource.integerValueOr(0))
                .findFirst()
                .orElseThrow();
    }
}
