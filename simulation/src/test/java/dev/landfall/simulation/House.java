package dev.landfall.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Platform;
import dev.landfall.Substrate;
import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock;
import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.ecs.AssignPublicIp;
import dev.landfall.contract.ecs.AwsVpcConfiguration;
import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.CreateClusterRequest;
import dev.landfall.contract.ecs.CreateClusterResponse;
import dev.landfall.contract.ecs.DescribeTasksRequest;
import dev.landfall.contract.ecs.DescribeTasksResponse;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RegisterTaskDefinitionResponse;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.Task;
import dev.landfall.contract.iam.AttachRolePolicyRequest;
import dev.landfall.contract.iam.AttachRolePolicyResponse;
import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.CreateRoleResponse;
import dev.landfall.contract.logs.CreateLogGroupRequest;
import dev.landfall.contract.logs.CreateLogGroupResponse;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.engine.Engine;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.network.Interfaces;
import dev.landfall.network.Ipv4;
import dev.landfall.network.LoopbackEndpoint;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PreparedAddress;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.s3.FolderBuckets;
import dev.landfall.wire.Realm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A whole Landfall in a world: the machine and the kernel's table outlive the platform's process. */
final class House implements AutoCloseable {
    static final Realm REALM = new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION);
    static final String CLUSTER = "sim";
    static final String GROUP = "/sim";
    private static final String ROLE = "execution";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";
    private static final int OPEN_FILES = 4;

    final World world;
    final SimulatedWorld machine;
    final SimulatedPublicAddresses addresses;
    final SimulatedPacketFilter filter;
    private final Path files;
    private final RandomGenerator ids;
    private final String subnet;
    private Platform platform;
    private Engine engine;
    private EventStorage events;

    House(long seed, Path files) {
        this.files = files;
        this.world = new World(seed, this::start);
        this.machine = new SimulatedWorld(world.scheduler(), world.random(), Weather.CALM);
        this.addresses = new SimulatedPublicAddresses(world.random());
        this.filter = new SimulatedPacketFilter(world.random());
        this.ids = world.random();
        this.subnet = new Interfaces(NetworkSettings.DEFAULT, ids)
                .network(REALM)
                .subnets()
                .getFirst()
                .id();
    }

    private void start(Life life) {
        close();
        events = new EventStorage(files.resolve("logs"), OPEN_FILES);
        engine = machine.attach("simulated");
        platform = new Platform(new Substrate(
                life.store(),
                life.scheduler(),
                engine,
                addresses,
                filter,
                TaskEndpoint.none(NetworkSettings.DEFAULT.vpcBlock().at(1), "simulated"),
                LoopbackEndpoint.NONE,
                NetworkSettings.DEFAULT,
                events,
                new BlobStore(files.resolve("registry"), BlobStore.Limits.AWS),
                new FolderBuckets(files.resolve("s3")),
                new RegistryAddress(4566, false),
                SecurityEvents.counting(),
                HostClock.unknown(),
                ids,
                new byte[32]));
        platform.start();
    }

    /** Empty when nobody can know what became of it. */
    <T extends Structure> Optional<T> attempt(Structure request, Class<T> response) {
        return world.attempt(life -> client().call(request, response));
    }

    /** Until it is known. */
    <T extends Structure> T insist(Structure request, Class<T> response) {
        for (var tries = 0; tries < 1_000; tries++) {
            var answer = attempt(request, response);
            if (answer.isPresent()) {
                return answer.get();
            }
            world.run(java.time.Duration.ofMillis(500));
        }
        throw new AssertionError("The platform does not stay alive");
    }

    private Client client() {
        return new Client(platform, REALM, world.scheduler().now());
    }

    /** The addresses that rules stand for, without those that are only set aside. */
    List<String> guarded() {
        var store = world.life().orElseThrow().store();
        List<PreparedAddress> aside =
                store.read(reader -> new Interfaces(NetworkSettings.DEFAULT, ids).prepared(reader));
        var standing = new TreeSet<>(filter.standing().members().keySet());
        aside.forEach(prepared -> standing.remove(prepared.address()));
        return standing.stream().map(Ipv4::toString).toList();
    }

    Engine engine() {
        return engine;
    }

    /** A cluster, a log group and the role that tasks start with. */
    void furnish() {
        insist(CreateClusterRequest.builder().clusterName(CLUSTER).build(), CreateClusterResponse.class);
        create(CreateLogGroupRequest.builder().logGroupName(GROUP).build(), CreateLogGroupResponse.class);
        create(
                CreateRoleRequest.builder()
                        .roleName(ROLE)
                        .assumeRolePolicyDocument(TRUST)
                        .build(),
                CreateRoleResponse.class);
        create(
                AttachRolePolicyRequest.builder()
                        .roleName(ROLE)
                        .policyArn("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
                        .build(),
                AttachRolePolicyResponse.class);
    }

    /** What a first try made before its answer was lost is there already. */
    private void create(Structure request, Class<? extends Structure> response) {
        try {
            insist(request, response);
        } catch (Fault fault) {
            assertThat(fault.type().code()).contains("AlreadyExists");
        }
    }

    /** A family of one container that writes to a log and serves a port. */
    void register(String family, int stopTimeoutSeconds, String... command) {
        register(
                family,
                container(family, "app", command)
                        .stopTimeout(stopTimeoutSeconds)
                        .portMappings(
                                List.of(PortMapping.builder().containerPort(80).build()))
                        .build());
    }

    /** An essential container that writes to a log. */
    static ContainerDefinition.Builder container(String family, String name, String... command) {
        return ContainerDefinition.builder()
                .name(name)
                .image("app")
                .essential(true)
                .command(List.of(command))
                .logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group", GROUP,
                                "awslogs-region", REALM.region(),
                                "awslogs-stream-prefix", family))
                        .build());
    }

    void register(String family, ContainerDefinition... containers) {
        insist(
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .networkMode(NetworkMode.AWSVPC)
                        .requiresCompatibilities(List.of(Compatibility.FARGATE))
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn("arn:aws:iam::" + REALM.account() + ":role/" + ROLE)
                        .containerDefinitions(List.of(containers))
                        .build(),
                RegisterTaskDefinitionResponse.class);
    }

    RunTaskRequest runTask(String family, String token) {
        var vpc = AwsVpcConfiguration.builder()
                .subnets(List.of(subnet))
                .assignPublicIp(AssignPublicIp.ENABLED)
                .build();
        return RunTaskRequest.builder()
                .cluster(CLUSTER)
                .taskDefinition(family)
                .launchType(LaunchType.FARGATE)
                .clientToken(token)
                .networkConfiguration(
                        NetworkConfiguration.builder().awsvpcConfiguration(vpc).build())
                .build();
    }

    /** What the API tells of these tasks; those it has forgotten are missing. */
    List<Task> describe(List<String> arns) {
        var all = new ArrayList<Task>();
        for (var from = 0; from < arns.size(); from += 100) {
            var page = arns.subList(from, Math.min(from + 100, arns.size()));
            var request =
                    DescribeTasksRequest.builder().cluster(CLUSTER).tasks(page).build();
            all.addAll(insist(request, DescribeTasksResponse.class).tasksOrEmpty());
        }
        assertThat(all).as("no task is told of twice").doesNotHaveDuplicates();
        return all;
    }

    static String id(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }

    /** Of a task's network interface. */
    static String detail(Task task, String name) {
        return task.attachmentsOrEmpty().stream()
                .flatMap(attachment -> attachment.detailsOrEmpty().stream())
                .filter(pair -> name.equals(pair.name()))
                .map(pair -> pair.valueOr(""))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
    }
}
