package dev.landfall.ecs.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.ecs.*;
import dev.landfall.contract.ecs.ContainerInstance;
import dev.landfall.contract.landfall.InstanceAttribute;
import dev.landfall.contract.landfall.RegisterInstanceRequest;
import dev.landfall.ecs.Pages;
import dev.landfall.ecs.RolePassing;
import dev.landfall.ecs.account.TagOperations;
import dev.landfall.ecs.cluster.ClusterOperations;
import dev.landfall.ecs.task.Launcher;
import dev.landfall.ecs.task.TaskOperations;
import dev.landfall.ecs.task.VpcTaskNetwork;
import dev.landfall.ecs.taskdefinition.RequiredAttributes;
import dev.landfall.ecs.taskdefinition.TaskDefinitionOperations;
import dev.landfall.engine.Engine;
import dev.landfall.engine.Machine;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses;
import dev.landfall.network.forwarding.ForwardedPublicAddresses;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Authorizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceOperationsTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Call CALL =
            new Call(REALM, Principal.root("000000000000", "test"), "request", Instant.parse("2026-11-21T12:00:00Z"));
    private static final String UNKNOWN = "0123456789abcdef0123456789abcdef";

    private final Store store = new MemoryStore();
    private final Random random = new Random(7);
    private final Pages pages = new Pages(new PageTokens(new byte[32]));
    private final SimulatedScheduler scheduler = new SimulatedScheduler(CALL.now(), random);
    private final SimulatedWorld world = new SimulatedWorld(scheduler, random, Weather.CALM);
    private final Engine engine = world.attach("test");
    private final Fleet fleet = new Fleet(engine);
    private final PublicAddresses none = new ForwardedPublicAddresses(scheduler, "a test");
    private final VpcTaskNetwork network = new VpcTaskNetwork(
            new Interfaces(NetworkSettings.DEFAULT, random), none, (realm, subnet) -> {}, (realm, eni) -> {});
    private final ClusterOperations clusters = new ClusterOperations(store, pages);
    private final TaskDefinitionOperations definitions =
            new TaskDefinitionOperations(store, new RolePassing(Authorizer.OPEN));
    private final TaskOperations tasks = new TaskOperations(
            store, new Launcher(store, network, fleet, new RolePassing(Authorizer.OPEN), random), pages);
    private final OwnPorts own = new OwnPorts();
    private final RegistrationOperations registration =
            new RegistrationOperations(store, engine, network::firstZone, own, random);
    private final InstanceOperations instances = new InstanceOperations(store, engine, fleet, pages);
    private final AttributeOperations attributes = new AttributeOperations(store, pages);

    @BeforeEach
    void cluster() {
        cluster("demo");
        definition("web", c -> c);
    }

    @Test
    void saysThatAClusterHasNoInstances() {
        assertThatThrownBy(() -> run("web", r -> r))
                .hasMessageContaining("InvalidParameterException: No Container Instances were found in your cluster.");
    }

    @Test
    void tellsWhatTheMachineHas() {
        var arn = register("demo");
        var shown = describe(arn);
        assertThat(shown.status()).isEqualTo("ACTIVE");
        assertThat(shown.agentConnected()).isTrue();
        assertThat(shown.ec2InstanceId()).matches("i-[0-9a-f]{17}");
        assertThat(number(shown.registeredResources(), "CPU")).isEqualTo(4_096);
        assertThat(number(shown.registeredResources(), "MEMORY")).isEqualTo(8_192);
        assertThat(shown.registeredResources())
                .filteredOn(r -> r.nameOr("").equals("PORTS"))
                .singleElement()
                .satisfies(r -> assertThat(r.stringSetValue())
                        .containsExactly("22", "2375", "2376", "51678", "51679", "51680"));
        assertThat(shown.attributes())
                .extracting(Attribute::name)
                .contains(
                        "ecs.availability-zone",
                        "ecs.os-type",
                        "ecs.cpu-architecture",
                        "ecs.capability.task-eni",
                        "com.amazonaws.ecs.capability.docker-remote-api.1.18");
        assertThat(clusters.describeClusters(
                                DescribeClustersRequest.builder()
                                        .clusters(List.of("demo"))
                                        .build(),
                                CALL)
                        .clusters()
                        .getFirst()
                        .registeredContainerInstancesCount())
                .isEqualTo(1);
    }

    @Test
    void tellsOfAnotherEngineOnceTheServerHasMetIt() {
        var arn = register("demo", "stack", "prod");
        world.change(new Machine(
                "larger", 8, 16L << 30, "aarch64", "linux", "29.1.0", "1.52", Set.of("json-file"), Set.of("local")));
        try (var upkeep = new InstanceUpkeep(store, engine, network::firstZone, own, scheduler, random)) {
            upkeep.start();
            scheduler.advance(Duration.ofSeconds(1));
            var shown = describe(arn);
            assertThat(number(shown.registeredResources(), "CPU")).isEqualTo(8_192);
            assertThat(shown.attributes())
                    .contains(
                            Attribute.builder()
                                    .name("ecs.cpu-architecture")
                                    .value("arm64")
                                    .build(),
                            Attribute.builder().name("stack").value("prod").build());
            assertThat(shown.version()).isEqualTo(2);
            scheduler.advance(Duration.ofMinutes(5));
            assertThat(describe(arn).version())
                    .as("nothing is written when nothing changed")
                    .isEqualTo(2);
        }
    }

    @Test
    void hasWhateverATaskDefinitionCanRequire() {
        var everything = ContainerDefinition.builder()
                .name("app")
                .image("000000000000.dkr.ecr.us-east-1.amazonaws.com/app:1")
                .privileged(true)
                .dependsOn(List.of(ContainerDependency.builder()
                        .containerName("other")
                        .condition(ContainerCondition.START)
                        .build()))
                .secrets(List.of(
                        Secret.builder().name("a").valueFrom("b").build(),
                        Secret.builder()
                                .name("c")
                                .valueFrom("arn:aws:secretsmanager:us-east-1:000000000000:secret:d")
                                .build()))
                .environmentFiles(List.of(EnvironmentFile.builder().value("c").build()))
                .repositoryCredentials(RepositoryCredentials.builder()
                        .credentialsParameter("d")
                        .build())
                .healthCheck(
                        HealthCheck.builder().command(List.of("CMD", "true")).build())
                .logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(Map.of("mode", "blocking", "awslogs-create-group", "true"))
                        .build())
                .memoryReservation(64)
                .linuxParameters(
                        LinuxParameters.builder().initProcessEnabled(true).build())
                .build();
        var required = RequiredAttributes.of(RegisterTaskDefinitionRequest.builder()
                .networkMode(NetworkMode.AWSVPC)
                .taskRoleArn("r")
                .executionRoleArn("r")
                .pidMode(PidMode.HOST)
                .ipcMode(IpcMode.HOST)
                .cpu("256")
                .memory("512")
                .containerDefinitions(List.of(
                        everything,
                        everything.toBuilder()
                                .logConfiguration(LogConfiguration.builder()
                                        .logDriver(LogDriver.JSON_FILE)
                                        .build())
                                .build(),
                        everything.toBuilder()
                                .logConfiguration(LogConfiguration.builder()
                                        .logDriver(LogDriver.AWSFIRELENS)
                                        .build())
                                .firelensConfiguration(FirelensConfiguration.builder()
                                        .type(FirelensConfigurationType.FLUENTBIT)
                                        .options(Map.of("config-file-type", "s3"))
                                        .build())
                                .build()))
                .build());
        assertThat(required).hasSize(25);
        assertThat(describe(register("demo")).attributes()).containsAll(required);
    }

    @Test
    void isOneInstanceHoweverOftenItIsRegistered() {
        var first = register("demo", "stack", "prod");
        assertThat(register("demo", "colour", "green")).isEqualTo(first);
        assertThat(describe(first).attributes())
                .contains(Attribute.builder().name("stack").value("prod").build())
                .contains(Attribute.builder().name("colour").value("green").build());
        cluster("other");
        assertThatThrownBy(() -> register("other"))
                .hasMessageContaining("registered with another cluster, as " + first);
        deregister(first, false);
        assertThat(register("other")).isNotEqualTo(first);
    }

    @Test
    void takesWhatTasksTakeAndGivesItBack() {
        var arn = register("demo");
        var task = run("web", r -> r).tasks().getFirst();
        assertThat(task.containerInstanceArn()).isEqualTo(arn);
        assertThat(task.launchType()).isEqualTo(LaunchType.EC2);
        assertThat(task.lastStatus()).isEqualTo("PENDING");
        assertThat(task.attachmentsOrEmpty()).isEmpty();
        assertThat(task.platformVersion()).isNull();
        assertThat(task.availabilityZone()).isEqualTo("us-east-1a");
        assertThat(task.memory()).isEqualTo("300");
        var busy = describe(arn);
        assertThat(number(busy.remainingResources(), "CPU")).isEqualTo(4_096 - 256);
        assertThat(number(busy.remainingResources(), "MEMORY")).isEqualTo(8_192 - 300);
        assertThat(busy.remainingResources())
                .filteredOn(r -> r.nameOr("").equals("PORTS"))
                .singleElement()
                .satisfies(r -> assertThat(r.stringSetValue()).contains("8080"));
        assertThat(busy.pendingTasksCount()).isEqualTo(1);
        assertThat(tasks.listTasks(
                                ListTasksRequest.builder()
                                        .cluster("demo")
                                        .containerInstance(arn)
                                        .build(),
                                CALL)
                        .taskArns())
                .containsExactly(task.taskArn());
    }

    @Test
    void givesNoTaskAPortThatTheServerHas() {
        own.add(4_566);
        var arn = register("demo");
        assertThat(describe(arn).registeredResources())
                .filteredOn(r -> r.nameOr("").equals("PORTS"))
                .singleElement()
                .satisfies(r -> assertThat(r.stringSetValue()).contains("22", "4566"));
        try (var upkeep = new InstanceUpkeep(store, engine, network::firstZone, own, scheduler, random)) {
            upkeep.start();
            scheduler.advance(Duration.ofSeconds(1));
            assertThat(describe(arn).version()).isEqualTo(1);
            own.add(8_080); // which the task would publish
            upkeep.changed();
            scheduler.advance(Duration.ofMillis(100));
        }
        assertThat(run("web", r -> r).failures())
                .containsExactly(
                        Failure.builder().arn(arn).reason("RESOURCE:PORTS").build());
    }

    @Test
    void failsWhereAPortIsTakenAndWhereThereIsNoRoom() {
        var arn = register("demo");
        var both = run("web", r -> r.count(2));
        assertThat(both.tasks()).hasSize(1);
        assertThat(both.failures())
                .containsExactly(
                        Failure.builder().arn(arn).reason("RESOURCE:PORTS").build());
        definition("huge", c -> c.memory(9_000).memoryReservation(8_900).portMappings(List.of()));
        assertThat(run("huge", r -> r).failures())
                .containsExactly(
                        Failure.builder().arn(arn).reason("RESOURCE:MEMORY").build());
        definition(
                "gpu",
                c -> c.portMappings(List.of())
                        .resourceRequirements(List.of(ResourceRequirement.builder()
                                .type(ResourceType.GPU)
                                .value("1")
                                .build())));
        assertThat(run("gpu", r -> r).failures())
                .containsExactly(
                        Failure.builder().arn(arn).reason("RESOURCE:GPU").build());
    }

    @Test
    void takesNothingForContainersThatTogetherAskForMoreThanANumberHolds() {
        var arn = register("demo");
        var half = ContainerDefinition.builder().image("busybox").cpu(1_200_000_000);
        definitions.registerTaskDefinition(
                RegisterTaskDefinitionRequest.builder()
                        .family("huge")
                        .containerDefinitions(List.of(
                                half.name("a").memory(64).build(),
                                half.name("b").memory(64).build()))
                        .build(),
                CALL);
        assertThat(run("huge", r -> r).failures())
                .containsExactly(
                        Failure.builder().arn(arn).reason("RESOURCE:CPU").build());
        assertThat(number(describe(arn).remainingResources(), "CPU")).isEqualTo(4_096);
    }

    @Test
    void placesOnlyWhereConstraintsHold() {
        var arn = register("demo", "stack", "prod");
        UnaryOperator<RunTaskRequest.Builder> onDev = r -> r.placementConstraints(List.of(PlacementConstraint.builder()
                .type(PlacementConstraintType.MEMBER_OF)
                .expression("attribute:stack == dev")
                .build()));
        assertThat(run("web", onDev).failures())
                .containsExactly(Failure.builder()
                        .arn(arn)
                        .reason("MemberOf placement constraint unsatisfied.")
                        .build());
        put(arn, "stack", "dev");
        assertThat(run("web", onDev).tasks()).hasSize(1);
        assertThatThrownBy(() -> run(
                        "web",
                        r -> r.placementConstraints(List.of(PlacementConstraint.builder()
                                .type(PlacementConstraintType.MEMBER_OF)
                                .expression("attribute:stack ~ dev")
                                .build()))))
                .hasMessageContaining("InvalidParameterException: Invalid query expression: '~' is no operator.");
    }

    @Test
    void placesNothingWhileTheEngineIsAway() {
        var arn = register("demo");
        world.goAway();
        assertThat(describe(arn).agentConnected()).isFalse();
        assertThat(run("web", r -> r).failures())
                .containsExactly(Failure.builder().arn(arn).reason("AGENT").build());
        world.comeBack();
        assertThat(run("web", r -> r).tasks()).hasSize(1);
    }

    @Test
    void keepsTasksAwayWhileItDrains() {
        var arn = register("demo");
        var task = run("web", r -> r).tasks().getFirst();
        assertThat(update(arn, ContainerInstanceStatus.DRAINING).containerInstances())
                .singleElement()
                .satisfies(i -> assertThat(i.status()).isEqualTo("DRAINING"));
        assertThatThrownBy(() -> run("web", r -> r)).hasMessageContaining("No Container Instances");
        assertThat(start("web", arn).failures().getFirst().reason()).isEqualTo("INACTIVE");
        assertThat(list(r -> r.status(ContainerInstanceStatus.DRAINING))).containsExactly(arn);
        assertThat(list(r -> r.status(ContainerInstanceStatus.ACTIVE))).isEmpty();
        assertThat(desired(task)).isEqualTo("RUNNING");
        update(arn, ContainerInstanceStatus.ACTIVE);
        assertThat(run("web", r -> r).failures().getFirst().reason()).isEqualTo("RESOURCE:PORTS");
        assertThatThrownBy(() -> update(arn, ContainerInstanceStatus.REGISTERING))
                .hasMessageContaining("[ACTIVE, DRAINING]");
        assertThat(update(UNKNOWN, ContainerInstanceStatus.ACTIVE)
                        .failures()
                        .getFirst()
                        .reason())
                .isEqualTo("MISSING");
    }

    @Test
    void startsTasksWhereItIsTold() {
        var arn = register("demo");
        var started = start("web", arn, UNKNOWN);
        assertThat(started.tasks())
                .singleElement()
                .satisfies(t -> assertThat(t.containerInstanceArn()).isEqualTo(arn));
        assertThat(started.failures())
                .singleElement()
                .satisfies(f -> assertThat(f.reason()).isEqualTo("MISSING"));
        assertThat(start("web", arn).failures().getFirst().reason()).isEqualTo("RESOURCE:PORTS");
        assertThatThrownBy(() -> start("web", "x")).hasMessageContaining("containerInstanceId length");
        assertThatThrownBy(() -> start("web")).hasMessageContaining("Container instances cannot be empty.");
    }

    @Test
    void endsItsTasksOnlyWhenForced() {
        var arn = register("demo");
        var task = run("web", r -> r).tasks().getFirst();
        assertThatThrownBy(() -> deregister(arn, false))
                .hasMessageContaining("InvalidParameterException: Found running tasks on the instance.");
        assertThat(deregister(arn, true).status()).isEqualTo("INACTIVE");
        var ended = describeTask(task);
        assertThat(ended.desiredStatus()).isEqualTo("STOPPED");
        assertThat(ended.stoppedReason()).isEqualTo("Container instance deregistration forced by user");
        assertThat(list(r -> r)).isEmpty();
        assertThat(describe(arn).status()).isEqualTo("INACTIVE");
        assertThat(start("web", arn).tasks()).isEmpty();
        assertThatThrownBy(() -> deregister(arn, true)).hasMessageContaining("was not found");
    }

    @Test
    void countsWhatIsStillEndingAfterItWentToAnotherCluster() {
        var former = register("demo");
        run("web", r -> r);
        deregister(former, true);
        cluster("other");
        var next = register("other");
        var response = tasks.runTask(
                RunTaskRequest.builder()
                        .cluster("other")
                        .taskDefinition("web")
                        .launchType(LaunchType.EC2)
                        .build(),
                CALL);
        assertThat(response.failures())
                .containsExactly(
                        Failure.builder().arn(next).reason("RESOURCE:PORTS").build());
    }

    @Test
    void changesLimitsOfARunOnlyToWhatRegistrationWouldTake() {
        register("demo");
        assertThat(run("web", memory(1_000, 400)).tasks().getFirst().memory()).isEqualTo("400");
        assertThatThrownBy(() -> run("web", memory(4, 4))).hasMessageContaining("must be at least 6");
        assertThatThrownBy(() -> run("web", memory(200, 400)))
                .hasMessageContaining("'memory' must be greater than or equal to");
    }

    private static UnaryOperator<RunTaskRequest.Builder> memory(int hard, int soft) {
        return r -> r.overrides(TaskOverride.builder()
                .containerOverrides(List.of(ContainerOverride.builder()
                        .name("app")
                        .memory(hard)
                        .memoryReservation(soft)
                        .build()))
                .build());
    }

    @Test
    void keepsItsClusterAlive() {
        var arn = register("demo");
        var delete = DeleteClusterRequest.builder().cluster("demo").build();
        assertThatThrownBy(() -> clusters.deleteCluster(delete, CALL))
                .hasMessageContaining("ClusterContainsContainerInstancesException");
        deregister(arn, false);
        assertThat(clusters.deleteCluster(delete, CALL).cluster().status()).isEqualTo("INACTIVE");
    }

    @Test
    void bearsAttributesOfUsersUpToTen() {
        var arn = register("demo");
        put(arn, "stack", "prod");
        assertThat(list(r -> r.filter("attribute:stack == prod and runningTasksCount == 0")))
                .containsExactly(arn);
        assertThat(list(r -> r.filter("attribute:stack == dev"))).isEmpty();
        assertThat(listAttributes("stack"))
                .containsExactly(Attribute.builder()
                        .name("stack")
                        .value("prod")
                        .targetId(arn)
                        .build());
        attributes.deleteAttributes(
                DeleteAttributesRequest.builder()
                        .cluster("demo")
                        .attributes(List.of(
                                Attribute.builder().name("stack").targetId(arn).build()))
                        .build(),
                CALL);
        assertThat(listAttributes("stack")).isEmpty();
        for (var i = 0; i < 10; i++) {
            put(arn, "a" + i, "x");
        }
        assertThatThrownBy(() -> put(arn, "b", "x")).hasMessageContaining("AttributeLimitExceededException");
        assertThatThrownBy(() -> put(arn, "ecs.os-type", "x")).hasMessageContaining("reserved");
        assertThatThrownBy(() -> put(arn, "a b", "x")).hasMessageContaining("Invalid attribute name 'a b'");
        assertThatThrownBy(() -> put(arn, "a1", " x")).hasMessageContaining("Invalid value of attribute 'a1'");
        assertThatThrownBy(() -> put(arn.substring(0, arn.length() - 32) + UNKNOWN, "a", "x"))
                .hasMessageContaining("TargetNotFoundException");
        assertThatThrownBy(() -> put(UNKNOWN, "a", "x")).hasMessageContaining("attributes.targetType");
    }

    @Test
    void pagesAttributesWithoutLosingOne() {
        register("demo");
        var all = listAttributes(null);
        var seen = new java.util.ArrayList<Attribute>();
        String token = null;
        do {
            var page = attributes.listAttributes(
                    ListAttributesRequest.builder()
                            .cluster("demo")
                            .targetType(TargetType.CONTAINER_INSTANCE)
                            .maxResults(7)
                            .nextToken(token)
                            .build(),
                    CALL);
            seen.addAll(page.attributesOrEmpty());
            token = page.nextToken();
        } while (token != null);
        assertThat(seen).containsExactlyElementsOf(all).hasSizeGreaterThan(30);
    }

    @Test
    void checksThatRequestsFitLaunchTypeEc2() {
        register("demo");
        assertThatThrownBy(() -> run("web", r -> r.platformVersion("1.4.0")))
                .hasMessageContaining("The platform version must be null when specifying an EC2 launch type.");
        var vpc = AwsVpcConfiguration.builder()
                .subnets(List.of("subnet-1"))
                .assignPublicIp(AssignPublicIp.ENABLED)
                .build();
        UnaryOperator<RunTaskRequest.Builder> withNetwork = r -> r.networkConfiguration(
                NetworkConfiguration.builder().awsvpcConfiguration(vpc).build());
        assertThatThrownBy(() -> run("web", withNetwork))
                .hasMessageContaining("Network Configuration is not valid for the given networkMode");
        definitions.registerTaskDefinition(
                request("vpc", c -> c.portMappings(List.of()))
                        .networkMode(NetworkMode.AWSVPC)
                        .build(),
                CALL);
        assertThatThrownBy(() -> run("vpc", r -> r)).hasMessageContaining("Network Configuration must be provided");
        assertThatThrownBy(() -> run("vpc", withNetwork))
                .hasMessageContaining("Assign public IP is not supported for this launch type.");
        assertThatThrownBy(() -> run(
                        "web",
                        r -> r.placementStrategy(List.of(PlacementStrategy.builder()
                                .type(PlacementStrategyType.BINPACK)
                                .field("disk")
                                .build()))))
                .hasMessageContaining("placementStrategy.field must be cpu or memory");
    }

    @Test
    void knowsNoServices() {
        assertThatThrownBy(() -> tasks.listTasks(
                        ListTasksRequest.builder()
                                .cluster("demo")
                                .serviceName("web")
                                .build(),
                        CALL))
                .hasMessageContaining("ServiceNotFoundException");
    }

    @Test
    void bearsTagsWhileItIsRegistered() {
        var tags = new TagOperations(store, List.of(InstanceTags.TAGGED));
        var arn = register("demo");
        var tag = Tag.builder().key("team").value("red").build();
        tags.tagResource(
                TagResourceRequest.builder().resourceArn(arn).tags(List.of(tag)).build(), CALL);
        assertThat(register("demo")).isEqualTo(arn);
        var shown = instances
                .describeContainerInstances(
                        DescribeContainerInstancesRequest.builder()
                                .cluster("demo")
                                .containerInstances(List.of(arn))
                                .include(List.of(ContainerInstanceField.TAGS))
                                .build(),
                        CALL)
                .containerInstances()
                .getFirst();
        assertThat(shown.tags()).containsExactly(tag);
        deregister(arn, false);
        assertThatThrownBy(() -> tags.listTagsForResource(
                        ListTagsForResourceRequest.builder().resourceArn(arn).build(), CALL))
                .hasMessageContaining("The specified resource was not found");
    }

    @Test
    void hasNoPlaceForOtherLaunchTypes() {
        register("demo");
        assertThatThrownBy(() -> run("web", r -> r.launchType(LaunchType.EXTERNAL)))
                .hasMessageContaining("No Container Instances were found in your cluster.");
        assertThatThrownBy(() -> run("web", r -> r.launchType(LaunchType.MANAGED_INSTANCES)))
                .hasMessageContaining("Use a capacity provider strategy instead.");
        assertThatThrownBy(() -> run("web", r -> r.launchType(LaunchType.FARGATE)))
                .hasMessageContaining("Task definition does not support launch_type FARGATE.");
    }

    @Test
    void saysThatItsAgentIsTheServer() {
        var arn = register("demo");
        assertThatThrownBy(() -> instances.updateContainerAgent(
                        UpdateContainerAgentRequest.builder()
                                .cluster("demo")
                                .containerInstance(arn)
                                .build(),
                        CALL))
                .hasMessageContaining("NoUpdateAvailableException");
    }

    private void cluster(String name) {
        clusters.createCluster(CreateClusterRequest.builder().clusterName(name).build(), CALL);
    }

    private void definition(String family, UnaryOperator<ContainerDefinition.Builder> more) {
        definitions.registerTaskDefinition(request(family, more).build(), CALL);
    }

    private static RegisterTaskDefinitionRequest.Builder request(
            String family, UnaryOperator<ContainerDefinition.Builder> more) {
        var container = ContainerDefinition.builder()
                .name("app")
                .image("busybox")
                .cpu(256)
                .memory(512)
                .memoryReservation(300)
                .portMappings(List.of(
                        PortMapping.builder().containerPort(80).hostPort(8_080).build()));
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(List.of(more.apply(container).build()));
    }

    private String register(String cluster, String... attribute) {
        var given = attribute.length == 0
                ? List.<InstanceAttribute>of()
                : List.of(InstanceAttribute.builder()
                        .name(attribute[0])
                        .value(attribute[1])
                        .build());
        return registration
                .registerInstance(
                        RegisterInstanceRequest.builder()
                                .cluster(cluster)
                                .attributes(given)
                                .build(),
                        CALL)
                .containerInstanceArnOr("");
    }

    private ContainerInstance describe(String arn) {
        return instances
                .describeContainerInstances(
                        DescribeContainerInstancesRequest.builder()
                                .cluster("demo")
                                .containerInstances(List.of(arn))
                                .build(),
                        CALL)
                .containerInstances()
                .getFirst();
    }

    private List<String> list(UnaryOperator<ListContainerInstancesRequest.Builder> more) {
        return instances
                .listContainerInstances(
                        more.apply(ListContainerInstancesRequest.builder().cluster("demo"))
                                .build(),
                        CALL)
                .containerInstanceArnsOrEmpty();
    }

    private UpdateContainerInstancesStateResponse update(String instance, ContainerInstanceStatus status) {
        return instances.updateContainerInstancesState(
                UpdateContainerInstancesStateRequest.builder()
                        .cluster("demo")
                        .containerInstances(List.of(instance))
                        .status(status)
                        .build(),
                CALL);
    }

    private ContainerInstance deregister(String arn, boolean force) {
        return java.util.Objects.requireNonNull(instances
                .deregisterContainerInstance(
                        DeregisterContainerInstanceRequest.builder()
                                .cluster("demo")
                                .containerInstance(arn)
                                .force(force)
                                .build(),
                        CALL)
                .containerInstance());
    }

    private void put(String target, String name, String value) {
        attributes.putAttributes(
                PutAttributesRequest.builder()
                        .cluster("demo")
                        .attributes(List.of(Attribute.builder()
                                .name(name)
                                .value(value)
                                .targetId(target)
                                .build()))
                        .build(),
                CALL);
    }

    private List<Attribute> listAttributes(@org.jspecify.annotations.Nullable String name) {
        return attributes
                .listAttributes(
                        ListAttributesRequest.builder()
                                .cluster("demo")
                                .targetType(TargetType.CONTAINER_INSTANCE)
                                .attributeName(name)
                                .build(),
                        CALL)
                .attributesOrEmpty();
    }

    private RunTaskResponse run(String definition, UnaryOperator<RunTaskRequest.Builder> more) {
        return tasks.runTask(
                more.apply(RunTaskRequest.builder()
                                .cluster("demo")
                                .launchType(LaunchType.EC2)
                                .taskDefinition(definition))
                        .build(),
                CALL);
    }

    private StartTaskResponse start(String definition, String... on) {
        return tasks.startTask(
                StartTaskRequest.builder()
                        .cluster("demo")
                        .containerInstances(List.of(on))
                        .taskDefinition(definition)
                        .build(),
                CALL);
    }

    private dev.landfall.contract.ecs.Task describeTask(dev.landfall.contract.ecs.Task task) {
        return tasks.describeTasks(
                        DescribeTasksRequest.builder()
                                .cluster("demo")
                                .tasks(List.of(task.taskArnOr("")))
                                .build(),
                        CALL)
                .tasks()
                .getFirst();
    }

    private String desired(dev.landfall.contract.ecs.Task task) {
        return describeTask(task).desiredStatusOr("");
    }

    private static int number(List<Resource> resources, String name) {
        return resources.stream()
                .filter(r -> r.nameOr("").equals(name))
                .mapToInt(r -> r.integerValueOr(0))
                .findFirst()
                .orElseThrow();
    }
}
