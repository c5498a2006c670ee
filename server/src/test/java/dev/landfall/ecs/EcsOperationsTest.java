package dev.landfall.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.account.SettingOperations;
import dev.landfall.ecs.account.TagOperations;
import dev.landfall.ecs.cluster.ClusterOperations;
import dev.landfall.ecs.cluster.ClusterTags;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.ecs.task.Launcher;
import dev.landfall.ecs.task.TaskOperations;
import dev.landfall.ecs.task.TaskTags;
import dev.landfall.ecs.task.VpcTaskNetwork;
import dev.landfall.ecs.taskdefinition.TaskDefinitionListing;
import dev.landfall.ecs.taskdefinition.TaskDefinitionOperations;
import dev.landfall.ecs.taskdefinition.TaskDefinitionTags;
import dev.landfall.engine.Engine;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.Ipv4;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Authorizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EcsOperationsTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Call CALL =
            new Call(REALM, Principal.root("000000000000", "test"), "request", Instant.parse("2026-11-21T12:00:00Z"));

    private final Store store = new MemoryStore();
    private final Random random = new Random(7);
    private final Pages pages = new Pages(new PageTokens(new byte[32]));
    private final Interfaces interfaces = new Interfaces(NetworkSettings.DEFAULT, random);
    private final VpcTaskNetwork network =
            new VpcTaskNetwork(interfaces, new NoAddresses(), (realm, subnet) -> {}, (realm, eni) -> {});
    private final SimulatedScheduler scheduler = new SimulatedScheduler(CALL.now(), random);
    private final Engine engine = new SimulatedWorld(scheduler, random, Weather.CALM).attach("test");
    private final ClusterOperations clusters = new ClusterOperations(store, pages);
    private final TaskDefinitionOperations definitions =
            new TaskDefinitionOperations(store, new RolePassing(Authorizer.OPEN));
    private final TaskDefinitionListing listing = new TaskDefinitionListing(store, pages);
    private final TaskOperations tasks = new TaskOperations(
            store, new Launcher(store, network, new Fleet(engine), new RolePassing(Authorizer.OPEN), random), pages);
    private final SettingOperations settings = new SettingOperations(store);
    private final TagOperations tags =
            new TagOperations(store, List.of(ClusterTags.TAGGED, TaskDefinitionTags.TAGGED, TaskTags.TAGGED));

    @Test
    void makesAClusterOnceAndDeletesItWhenItIsEmpty() {
        cluster("demo");
        cluster("demo");
        assertThat(clusters.listClusters(ListClustersRequest.builder().build(), CALL)
                        .clusterArns())
                .containsExactly("arn:aws:ecs:us-east-1:000000000000:cluster/demo");
        register("web");
        run(r -> r);
        assertThatThrownBy(() -> deleteCluster("demo"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("ClusterContainsTasksException");
        assertThatThrownBy(() -> deleteCluster("nobody")).hasMessageContaining("ClusterNotFoundException");
    }

    @Test
    void countsPendingTasks() {
        cluster("demo");
        register("web");
        run(r -> r.count(3));
        var shown = clusters.describeClusters(
                DescribeClustersRequest.builder()
                        .clusters(List.of("demo", "none"))
                        .build(),
                CALL);
        assertThat(shown.clusters()).singleElement().satisfies(c -> {
            assertThat(c.pendingTasksCount()).isEqualTo(3);
            assertThat(c.runningTasksCount()).isZero();
        });
        assertThat(shown.failures())
                .singleElement()
                .satisfies(f -> assertThat(f.reason()).isEqualTo("MISSING"));
    }

    @Test
    void numbersRevisionsAndNeverUsesANumberTwice() {
        register("web");
        register("web");
        definitions.deregisterTaskDefinition(
                DeregisterTaskDefinitionRequest.builder()
                        .taskDefinition("web:2")
                        .build(),
                CALL);
        assertThat(register("web").taskDefinition().revision()).isEqualTo(3);
        assertThat(describe("web").taskDefinition().revision()).isEqualTo(3);
        assertThat(describe("web:2").taskDefinition().status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
        assertThatThrownBy(() -> describe("api"))
                .hasMessageContaining("ClientException: Unable to describe task definition.");
    }

    @Test
    void listsTaskDefinitionsBothWaysPageByPage() {
        for (var i = 0; i < 5; i++) {
            register("web");
        }
        register("api");
        var down = new ArrayList<String>();
        String token = null;
        do {
            var page = listing.listTaskDefinitions(
                    ListTaskDefinitionsRequest.builder()
                            .familyPrefix("web")
                            .sort(SortOrder.DESC)
                            .maxResults(2)
                            .nextToken(token)
                            .build(),
                    CALL);
            down.addAll(page.taskDefinitionArnsOrEmpty());
            token = page.nextToken();
        } while (token != null);
        assertThat(down).hasSize(5).first().asString().endsWith("web:5");
        assertThat(down).last().asString().endsWith("web:1");
        assertThat(listing.listTaskDefinitionFamilies(
                                ListTaskDefinitionFamiliesRequest.builder()
                                        .familyPrefix("a")
                                        .build(),
                                CALL)
                        .families())
                .containsExactly("api");
    }

    @Test
    void deletesOnlyInactiveDefinitions() {
        register("web");
        var refused = definitions.deleteTaskDefinitions(
                DeleteTaskDefinitionsRequest.builder()
                        .taskDefinitions(List.of("web:1"))
                        .build(),
                CALL);
        assertThat(refused.failures()).hasSize(1);
        definitions.deregisterTaskDefinition(
                DeregisterTaskDefinitionRequest.builder()
                        .taskDefinition("web:1")
                        .build(),
                CALL);
        var deleted = definitions.deleteTaskDefinitions(
                DeleteTaskDefinitionsRequest.builder()
                        .taskDefinitions(List.of("web:1"))
                        .build(),
                CALL);
        assertThat(deleted.taskDefinitions())
                .singleElement()
                .satisfies(d -> assertThat(d.status()).isEqualTo(TaskDefinitionStatus.DELETE_IN_PROGRESS));
    }

    @Test
    void answersAClientTokenWithTheSameTasksAndRefusesItForOthers() {
        cluster("demo");
        register("web");
        var first = run(r -> r.clientToken("once").count(2));
        var again = run(r -> r.clientToken("once").count(2));
        assertThat(arns(again)).isEqualTo(arns(first));
        assertThatThrownBy(() -> run(r -> r.clientToken("once").count(3)))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.type().code()).isEqualTo("ConflictException");
                    assertThat(fault.members().get("resourceIds")).isEqualTo(arns(first));
                });
    }

    @Test
    void listsTasksByEveryFilterPageByPage() {
        cluster("demo");
        register("web");
        register("api");
        run(r -> r.count(7).startedBy("ci"));
        run(r -> r.count(2).taskDefinition("api"));
        assertThat(list(l -> l.startedBy("ci"), 3)).hasSize(7).doesNotHaveDuplicates();
        assertThat(list(l -> l.family("api"), 1)).hasSize(2).doesNotHaveDuplicates();
        assertThat(list(l -> l.family("web").launchType(LaunchType.FARGATE), 2)).hasSize(7);
        assertThat(list(l -> l.launchType(LaunchType.EC2), 5)).isEmpty();
        assertThat(list(l -> l, 4)).hasSize(9);
        stop(list(l -> l.family("api"), 10).getFirst());
        assertThat(list(l -> l.desiredStatus(DesiredStatus.STOPPED), 10)).hasSize(1);
        assertThat(list(l -> l, 4)).hasSize(8);
    }

    @Test
    void refusesTokensOfOtherListings() {
        cluster("demo");
        register("web");
        run(r -> r.count(3));
        var page = tasks.listTasks(
                ListTasksRequest.builder().cluster("demo").maxResults(1).build(), CALL);
        assertThatThrownBy(() -> tasks.listTasks(
                        ListTasksRequest.builder()
                                .cluster("demo")
                                .family("web")
                                .nextToken(page.nextToken())
                                .build(),
                        CALL))
                .hasMessageContaining("InvalidParameterException");
    }

    @Test
    void refusesToRunWhatCannotRun() {
        cluster("demo");
        register("web");
        assertThatThrownBy(() -> run(r -> r.networkConfiguration(null)))
                .hasMessageContaining("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        assertThatThrownBy(() -> run(r -> r.launchType(LaunchType.EC2)))
                .hasMessageContaining("No Container Instances were found in your cluster.");
        assertThatThrownBy(() -> run(r -> r.taskDefinition("none"))).hasMessageContaining("TaskDefinition not found.");
        assertThatThrownBy(() -> run(r -> r.count(11))).hasMessageContaining("count should be between 1 and 10");
        assertThatThrownBy(() -> run(r -> r.overrides(TaskOverride.builder()
                        .containerOverrides(List.of(
                                ContainerOverride.builder().name("ghost").build()))
                        .build())))
                .hasMessageContaining("Override for container named ghost is not a container in the TaskDefinition.");
        assertThatThrownBy(() -> run(r -> r.networkConfiguration(vpc("subnet-00000000000000000"))))
                .hasMessageContaining("Error retrieving subnet information for [subnet-00000000000000000]");
        assertThatThrownBy(() -> run(r -> r.platformVersion("9.9.9"))).hasMessageContaining("PlatformUnknownException");
        assertThatThrownBy(() -> run(r -> r.placementStrategy(List.of(PlacementStrategy.builder()
                        .type(PlacementStrategyType.RANDOM)
                        .build()))))
                .hasMessageContaining("not supported with FARGATE");
        assertThat(list(l -> l, 10)).isEmpty();
    }

    @Test
    void refusesToRunWhatWouldRunWithoutOneOfItsParameters() {
        cluster("demo");
        definitions.registerTaskDefinition(
                RegisterTaskDefinitionRequest.builder()
                        .family("faulty")
                        .requiresCompatibilities(List.of(Compatibility.FARGATE))
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .enableFaultInjection(true)
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("app")
                                .image("app:1")
                                .build()))
                        .enableFaultInjection(true)
                        .build(),
                CALL);
        assertThatThrownBy(() -> run(r -> r.taskDefinition("faulty")))
                .hasMessageContaining("UnsupportedFeatureException")
                .hasMessageContaining("'enableFaultInjection'");
    }

    @Test
    void stopsATaskOnceAndKeepsTheFirstReason() {
        cluster("demo");
        register("web");
        var arn = arns(run(r -> r)).getFirst();
        stop(arn);
        var again = tasks.stopTask(
                StopTaskRequest.builder()
                        .cluster("demo")
                        .task(arn)
                        .reason("later")
                        .build(),
                CALL);
        assertThat(again.task()).satisfies(task -> {
            assertThat(task.stoppedReason()).isEqualTo("enough");
            assertThat(task.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
            assertThat(task.desiredStatus()).isEqualTo("STOPPED");
            assertThat(task.lastStatus()).isEqualTo("PROVISIONING");
        });
        assertThatThrownBy(() -> stop("0".repeat(32))).hasMessageContaining("The referenced task was not found.");
        assertThatThrownBy(() -> stop("short")).hasMessageContaining("InvalidParameterException");
    }

    @Test
    void tagsClustersDefinitionsAndTasks() {
        cluster("demo");
        register("web");
        var task = arns(run(r -> r.tags(List.of(tag("a", "1"))))).getFirst();
        tags.tagResource(
                TagResourceRequest.builder()
                        .resourceArn(task)
                        .tags(List.of(tag("b", "2")))
                        .build(),
                CALL);
        tags.untagResource(
                UntagResourceRequest.builder()
                        .resourceArn(task)
                        .tagKeys(List.of("a"))
                        .build(),
                CALL);
        assertThat(tags.listTagsForResource(
                                ListTagsForResourceRequest.builder()
                                        .resourceArn(task)
                                        .build(),
                                CALL)
                        .tags())
                .containsExactly(tag("b", "2"));
        assertThatThrownBy(() -> tags.tagResource(
                        TagResourceRequest.builder()
                                .resourceArn(task)
                                .tags(List.of(tag("aws:x", "2")))
                                .build(),
                        CALL))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> tags.listTagsForResource(
                        ListTagsForResourceRequest.builder().resourceArn("web").build(), CALL))
                .hasMessageContaining("InvalidParameterException");
    }

    @Test
    void keepsAccountSettingsByPrincipalAndByDefault() {
        settings.putAccountSettingDefault(
                PutAccountSettingDefaultRequest.builder()
                        .name(SettingName.CONTAINER_INSIGHTS)
                        .value("enhanced")
                        .build(),
                CALL);
        assertThat(cluster("seen").cluster().settings())
                .singleElement()
                .satisfies(s -> assertThat(s.value()).isEqualTo("enhanced"));
        assertThatThrownBy(() -> settings.putAccountSetting(
                        PutAccountSettingRequest.builder()
                                .name(SettingName.CONTAINER_INSIGHTS)
                                .value("much")
                                .build(),
                        CALL))
                .hasMessageContaining("InvalidParameterException");
        assertThat(settings.listAccountSettings(
                                ListAccountSettingsRequest.builder()
                                        .effectiveSettings(true)
                                        .build(),
                                CALL)
                        .settings())
                .hasSize(SettingName.values().length);
    }

    @Test
    void refusesAPrincipalLongerThanAnyArn() {
        assertThat(setting("x".repeat(1_024)).setting().value()).isEqualTo("enabled");
        assertThatThrownBy(() -> setting("x".repeat(1_025)))
                .hasMessageContaining("principalArn can contain up to 1024 characters.");
        assertThatThrownBy(() -> settings.listAccountSettings(
                        ListAccountSettingsRequest.builder()
                                .principalArn("x".repeat(1_025))
                                .build(),
                        CALL))
                .hasMessageContaining("principalArn can contain up to 1024 characters.");
    }

    private PutAccountSettingResponse setting(String principal) {
        return settings.putAccountSetting(
                PutAccountSettingRequest.builder()
                        .name(SettingName.CONTAINER_INSIGHTS)
                        .value("enabled")
                        .principalArn(principal)
                        .build(),
                CALL);
    }

    @Test
    void refusesAnEndlessClusterConfiguration() {
        assertThatThrownBy(() -> clusters.createCluster(
                        CreateClusterRequest.builder()
                                .clusterName("demo")
                                .configuration(configuration("x".repeat(8_192)))
                                .build(),
                        CALL))
                .hasMessageContaining("Cluster configuration length must be at most 8192");
        cluster("demo");
        assertThatThrownBy(() -> updated(configuration("x".repeat(8_192))))
                .hasMessageContaining("Cluster configuration length must be at most 8192");
        var longest = configuration("x".repeat(2_048));
        assertThat(updated(longest).cluster().configuration()).isEqualTo(longest);
    }

    private UpdateClusterResponse updated(ClusterConfiguration configuration) {
        return clusters.updateCluster(
                UpdateClusterRequest.builder()
                        .cluster("demo")
                        .configuration(configuration)
                        .build(),
                CALL);
    }

    private static ClusterConfiguration configuration(String kmsKey) {
        return ClusterConfiguration.builder()
                .managedStorageConfiguration(
                        ManagedStorageConfiguration.builder().kmsKeyId(kmsKey).build())
                .build();
    }

    private CreateClusterResponse cluster(String name) {
        return clusters.createCluster(
                CreateClusterRequest.builder().clusterName(name).build(), CALL);
    }

    private void deleteCluster(String name) {
        clusters.deleteCluster(DeleteClusterRequest.builder().cluster(name).build(), CALL);
    }

    private RegisterTaskDefinitionResponse register(String family) {
        var container = ContainerDefinition.builder().name("app").image("app:1").build();
        return definitions.registerTaskDefinition(
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .requiresCompatibilities(List.of(Compatibility.FARGATE))
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .containerDefinitions(List.of(container))
                        .build(),
                CALL);
    }

    private DescribeTaskDefinitionResponse describe(String reference) {
        return definitions.describeTaskDefinition(
                DescribeTaskDefinitionRequest.builder()
                        .taskDefinition(reference)
                        .build(),
                CALL);
    }

    private RunTaskResponse run(UnaryOperator<RunTaskRequest.Builder> change) {
        var subnet = interfaces.network(REALM).subnets().getFirst().id();
        var request = RunTaskRequest.builder()
                .cluster("demo")
                .taskDefinition("web")
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(vpc(subnet));
        return tasks.runTask(change.apply(request).build(), CALL);
    }

    private static NetworkConfiguration vpc(String subnet) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(
                        AwsVpcConfiguration.builder().subnets(List.of(subnet)).build())
                .build();
    }

    private void stop(String task) {
        tasks.stopTask(
                StopTaskRequest.builder()
                        .cluster("demo")
                        .task(task)
                        .reason("enough")
                        .build(),
                CALL);
    }

    private List<String> list(UnaryOperator<ListTasksRequest.Builder> change, int pageSize) {
        var all = new ArrayList<String>();
        String token = null;
        do {
            var request = ListTasksRequest.builder()
                    .cluster("demo")
                    .maxResults(pageSize)
                    .nextToken(token);
            var page = tasks.listTasks(change.apply(request).build(), CALL);
            all.addAll(page.taskArnsOrEmpty());
            token = page.nextToken();
        } while (token != null);
        return all;
    }

    private static List<String> arns(RunTaskResponse response) {
        return response.tasksOrEmpty().stream().map(Task::taskArn).toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** The operations never make an address answer. */
    private static final class NoAddresses implements PublicAddresses {
        @Override
        public void ensure(Ipv4 publicAddress, Target target) {
            throw new AssertionError("An operation touched the network");
        }

        @Override
        public void remove(Ipv4 publicAddress) {
            throw new AssertionError("An operation touched the network");
        }

        @Override
        public void replaceAll(Map<Ipv4, Target> wanted) {
            throw new AssertionError("An operation touched the network");
        }

        @Override
        public Map<Ipv4, Ipv4> observe() {
            return Map.of();
        }

        @Override
        public String describe() {
            return "none";
        }

        @Override
        public void close() {}
    }
}
