package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;

/** Why tasks find no place on this machine, as RunTask and StartTask tell it among their failures. */
@Tag("docker")
final class PlacementFailureTest {
    private static final String CLUSTER = "full";

    private static Server server;
    private static Workload workload;
    private static String instance;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.on(DockerEngineOfTests.find().host()));
        workload = Workload.in(server.clients(), CLUSTER);
        instance = register();
    }

    @AfterEach
    void end() {
        workload.stopAll();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String register() {
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance(CLUSTER);
        }
        return server.clients()
                .ecs()
                .listContainerInstances(request -> request.cluster(CLUSTER))
                .containerInstanceArns()
                .getFirst();
    }

    @Test
    void tellsThatItHasTooLittleCpu() {
        isRefused(define("cpu", container -> container.cpu(190_000)), "RESOURCE:CPU");
    }

    @Test
    void tellsThatItHasTooLittleMemory() {
        isRefused(define("memory", container -> container.memory(100_000_000)), "RESOURCE:MEMORY");
    }

    @Test
    void tellsThatItsMemoryIsTakenUp() {
        var whole = server
                .clients()
                .ecs()
                .describeContainerInstances(request -> request.cluster(CLUSTER).containerInstances(instance))
                .containerInstances()
                .getFirst()
                .remainingResources()
                .stream()
                .filter(resource -> resource.name().equals("MEMORY"))
                .findFirst()
                .orElseThrow()
                .integerValue();
        var most = define("most", container -> container.memory(null).memoryReservation(whole - 100));
        workload.running(server.clients().ecs().runTask(run(most)).tasks().getFirst());
        isRefused(define("rest", container -> container.memory(101)), "RESOURCE:MEMORY");
    }

    @Test
    void tellsThatAPortIsTakenUp() throws IOException {
        var port = FreePort.find();
        var definition = define(
                "port",
                container -> container.portMappings(
                        mapping -> mapping.containerPort(80).hostPort(port)));
        workload.running(server.clients().ecs().runTask(run(definition)).tasks().getFirst());
        isRefused(definition, "RESOURCE:PORTS");
    }

    @Test
    void tellsThatItHasNoGpu() {
        isRefused(
                define(
                        "gpu",
                        container -> container.resourceRequirements(
                                gpu -> gpu.type(ResourceType.GPU).value("1"))),
                "RESOURCE:GPU");
    }

    @Test
    void tellsThatItHasNoSuchVolumeDriver() {
        var definition = define(
                "attribute",
                container -> container.mountPoints(
                        mount -> mount.sourceVolume("data").containerPath("/data")),
                task -> task.volumes(volume -> volume.name("data")
                        .dockerVolumeConfiguration(
                                docker -> docker.scope(Scope.TASK).driver("rexray/ebs"))));
        isRefused(definition, "ATTRIBUTE");
    }

    @Test
    void tellsThatItIsInAnotherZoneThanTheSubnet() {
        var subnets = server.clients().ec2().describeSubnets().subnets();
        var zones = subnets.stream().map(Subnet::availabilityZone).distinct().toList();
        var definition = define("location", container -> {}, task -> task.networkMode(NetworkMode.AWSVPC));
        assertThat(zones).hasSizeGreaterThan(1);
        for (var subnet : subnets) {
            var answer = server.clients()
                    .ecs()
                    .runTask(request -> in(
                            subnet,
                            request.cluster(CLUSTER).taskDefinition(definition).launchType(LaunchType.EC2)));
            if (answer.tasks().isEmpty()) {
                assertThat(answer.failures()).containsExactly(failure("LOCATION"));
            } else {
                assertThat(answer.tasks().getFirst().availabilityZone()).isEqualTo(subnet.availabilityZone());
                zones = zones.stream()
                        .filter(zone -> !zone.equals(subnet.availabilityZone()))
                        .toList();
            }
        }
        assertThat(zones)
                .as("zones that the machine is not in")
                .hasSize((int) subnets.stream()
                                .map(Subnet::availabilityZone)
                                .distinct()
                                .count()
                        - 1);
    }

    @Test
    void putsATaskIntoTheSubnetOfItsOwnZone() {
        var all = server.clients().ec2().describeSubnets().subnets().stream()
                .map(Subnet::subnetId)
                .toList();
        var definition = define("own-zone", container -> {}, task -> task.networkMode(NetworkMode.AWSVPC));
        for (var time = 0; time < 5; time++) {
            var task = server.clients()
                    .ecs()
                    .runTask(request -> request.cluster(CLUSTER)
                            .taskDefinition(definition)
                            .launchType(LaunchType.EC2)
                            .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(all))))
                    .tasks()
                    .getFirst();
            assertThat(Workload.detail(task, "subnetId")).isPresent();
            assertThat(task.availabilityZone()).isEqualTo(zoneOf(instance));
        }
    }

    @Test
    void tellsThatItIsNoMemberOfWhatAConstraintAsksFor() {
        var answer = server.clients()
                .ecs()
                .runTask(run(define("constraint", container -> {})).toBuilder()
                        .placementConstraints(c -> c.type("memberOf").expression("attribute:stack == none"))
                        .build());
        assertThat(answer.failures()).containsExactly(failure("MemberOf placement constraint unsatisfied."));
    }

    @Test
    void tellsThatAnInstanceIsMissing() {
        var unknown = "0123456789abcdef0123456789abcdef";
        var failures = startTask(define("missing", container -> {}), unknown).failures();
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("MISSING");
            assertThat(failure.arn()).endsWith("container-instance/" + CLUSTER + "/" + unknown);
        });
    }

    @Test
    void tellsThatAnInstanceIsNotRegisteredAnyMore() {
        var former = instance;
        server.clients()
                .ecs()
                .deregisterContainerInstance(request -> request.cluster(CLUSTER).containerInstance(former));
        try {
            assertThat(startTask(define("inactive", container -> {}), former).failures())
                    .containsExactly(
                            Failure.builder().arn(former).reason("INACTIVE").build());
        } finally {
            instance = register();
        }
    }

    @Test
    void refusesFargateToADefinitionThatIsNotForIt() {
        var definition = define("metal-only", container -> {});
        server.clients()
                .ecs()
                .putClusterCapacityProviders(request -> request.cluster(CLUSTER)
                        .capacityProviders("FARGATE")
                        .defaultCapacityProviderStrategy(List.of()));
        assertThatThrownBy(() -> server.clients()
                        .ecs()
                        .runTask(request -> request.cluster(CLUSTER)
                                .taskDefinition(definition)
                                .capacityProviderStrategy(
                                        item -> item.capacityProvider("FARGATE").weight(1))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(
                        "The selected task definition is not compatible with the selected compute strategy");
    }

    /** Both operations tell the same. */
    private static void isRefused(String definition, String reason) {
        var answer = server.clients().ecs().runTask(run(definition));
        assertThat(answer.tasks()).isEmpty();
        assertThat(answer.failures()).containsExactly(failure(reason));
        var started = startTask(definition, instance);
        assertThat(started.tasks()).isEmpty();
        assertThat(started.failures()).containsExactly(failure(reason));
    }

    private static Failure failure(String reason) {
        return Failure.builder().arn(instance).reason(reason).build();
    }

    private static RunTaskRequest run(String definition) {
        return RunTaskRequest.builder()
                .cluster(CLUSTER)
                .taskDefinition(definition)
                .launchType(LaunchType.EC2)
                .build();
    }

    private static StartTaskResponse startTask(String definition, String where) {
        return server.clients()
                .ecs()
                .startTask(request ->
                        request.cluster(CLUSTER).taskDefinition(definition).containerInstances(where));
    }

    private static RunTaskRequest.Builder in(Subnet subnet, RunTaskRequest.Builder request) {
        return request.networkConfiguration(
                network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnet.subnetId())));
    }

    private static String zoneOf(String arn) {
        return server
                .clients()
                .ecs()
                .describeContainerInstances(request -> request.cluster(CLUSTER).containerInstances(arn))
                .containerInstances()
                .getFirst()
                .attributes()
                .stream()
                .filter(attribute -> attribute.name().equals("ecs.availability-zone"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static String define(String family, Consumer<ContainerDefinition.Builder> more) {
        return define(family, more, task -> {});
    }

    private static String define(
            String family,
            Consumer<ContainerDefinition.Builder> more,
            Consumer<RegisterTaskDefinitionRequest.Builder> task) {
        var container = ContainerDefinition.builder()
                .name("main")
                .image(DockerEngineOfTests.BUSYBOX)
                .command("sh", "-c", WAITS)
                .memory(32);
        more.accept(container);
        return server.clients()
                .ecs()
                .registerTaskDefinition(request -> task.accept(request.family(family)
                        .requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.BRIDGE)
                        .containerDefinitions(container.build())))
                .taskDefinition()
                .taskDefinitionArn();
    }
}
