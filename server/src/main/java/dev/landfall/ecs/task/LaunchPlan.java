package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.AwsVpcConfiguration;
import dev.landfall.contract.ecs.CapacityProviderStrategyItem;
import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PropagateTags;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Tags;
import dev.landfall.ecs.cluster.CapacityStrategy;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.ecs.taskdefinition.TaskDefinitions;
import dev.landfall.store.Reader;
import dev.landfall.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A RunTask request with all that it names looked up and found to fit together.
 *
 * @param providers the capacity provider of each task; empty for a launch type
 */
record LaunchPlan(
        Cluster cluster,
        TaskDefinition definition,
        RunTaskRequest request,
        List<Optional<String>> providers,
        TaskOverride overrides,
        NetworkConfiguration networkConfiguration,
        List<TaskNetwork.Place> places,
        List<Tag> tags) {
    private static final String LATEST_PLATFORM = "1.4.0";

    /** The Linux platform versions that Fargate runs tasks on. */
    private static final Set<String> PLATFORMS = Set.of("LATEST", LATEST_PLATFORM, "1.3.0");

    static LaunchPlan of(Reader reader, Cluster cluster, RunTaskRequest in, Call call, TaskNetwork network) {
        var definition = TaskDefinitions.find(reader, call.realm(), in.taskDefinition())
                .orElseThrow(EcsFaults::taskDefinitionNotFound);
        if (definition.status() != TaskDefinition.Status.ACTIVE) {
            throw EcsFaults.taskDefinitionInactive();
        }
        var providers = providers(cluster, in);
        fargateOnly(definition, in, providers);
        Unbuilt.refuse(definition.spec());
        Unbuilt.refuse(in);
        platform(in);
        var vpc = vpc(definition, in);
        var places = network.places(reader, call.realm(), vpc.subnetsOrEmpty(), vpc.securityGroupsOrEmpty());
        var overrides = in.overrides() == null ? TaskOverride.builder().build() : in.overrides();
        Overrides.check(definition, overrides);
        return new LaunchPlan(
                cluster,
                definition,
                in,
                providers,
                overrides,
                NetworkConfiguration.builder().awsvpcConfiguration(vpc).build(),
                places,
                tags(definition, in, cluster));
    }

    /** Launch type, given strategy, the cluster's default strategy, or the launch type that AWS falls back to. */
    private static List<Optional<String>> providers(Cluster cluster, RunTaskRequest in) {
        var count = in.countOr(1);
        List<CapacityProviderStrategyItem> strategy =
                in.capacityProviderStrategyOrEmpty().isEmpty() && in.launchType() == null
                        ? cluster.defaultStrategy()
                        : CapacityStrategy.checked(in.capacityProviderStrategyOrEmpty(), cluster.capacityProviders());
        if (strategy.isEmpty()) {
            return java.util.Collections.nCopies(count, Optional.empty());
        }
        return CapacityStrategy.share(strategy, count).stream()
                .map(Optional::of)
                .toList();
    }

    private static void fargateOnly(TaskDefinition definition, RunTaskRequest in, List<Optional<String>> providers) {
        var byStrategy = providers.getFirst().isPresent();
        if (!byStrategy && in.launchTypeOr(LaunchType.EC2) != LaunchType.FARGATE) {
            throw EcsFaults.noContainerInstances();
        }
        if (!definition.spec().requiresCompatibilitiesOrEmpty().contains(Compatibility.FARGATE)) {
            throw EcsFaults.invalidParameter(
                    byStrategy
                            ? "The selected task definition is not compatible with the selected compute strategy."
                            : "Task definition does not support launch_type FARGATE.");
        }
    }

    private static void platform(RunTaskRequest in) {
        if (!PLATFORMS.contains(in.platformVersionOr("LATEST"))) {
            throw EcsFaults.platformUnknown();
        }
        if (!in.placementConstraintsOrEmpty().isEmpty()
                || !in.placementStrategyOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter(
                    "Placement constraints and placement strategies are not supported with FARGATE launch type.");
        }
    }

    private static AwsVpcConfiguration vpc(TaskDefinition definition, RunTaskRequest in) {
        var given = in.networkConfiguration() == null
                ? null
                : in.networkConfiguration().awsvpcConfiguration();
        if (definition.spec().networkMode() != NetworkMode.AWSVPC) {
            throw EcsFaults.invalidParameter(
                    "Network Configuration is not valid for the given networkMode of this task definition.");
        }
        if (given == null) {
            throw EcsFaults.invalidParameter(
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (given.subnetsOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter("subnets can not be empty.");
        }
        return given;
    }

    private static List<Tag> tags(TaskDefinition definition, RunTaskRequest in, Cluster cluster) {
        var tags = in.propagateTags() == PropagateTags.TASK_DEFINITION
                ? Tags.merged(definition.tags(), in.tagsOrEmpty())
                : in.tagsOrEmpty();
        if (!in.enableECSManagedTagsOr(false)) {
            return tags;
        }
        var all = new ArrayList<>(tags);
        all.add(Tag.builder().key("aws:ecs:clusterName").value(cluster.name()).build());
        return List.copyOf(all);
    }

    List<Task> tasks(RandomGenerator random, Instant now) {
        return providers.stream().map(provider -> task(provider, random, now)).toList();
    }

    private Task task(Optional<String> provider, RandomGenerator random, Instant now) {
        var spec = definition.spec();
        var size = Overrides.size(spec, overrides);
        var place = places.get(random.nextInt(places.size()));
        var family = definition.family();
        var taskSpec = new TaskSpec(
                family,
                definition.revision(),
                overrides,
                LaunchType.FARGATE,
                provider,
                Optional.of(
                        request.platformVersionOr("LATEST").equals("LATEST")
                                ? LATEST_PLATFORM
                                : request.platformVersionOr("")),
                Optional.of("Linux"),
                Optional.of(networkConfiguration),
                Optional.of(place.subnetId()),
                place.availabilityZone(),
                Optional.of(Uuids.random(random)),
                Optional.empty(),
                request.groupOr("family:" + family),
                Optional.ofNullable(request.startedBy()),
                tags,
                request.enableExecuteCommandOr(false),
                size.cpu().map(String::valueOf),
                size.memoryMiB().map(String::valueOf),
                Optional.of(Overrides.ephemeralStorageGiB(spec, overrides)),
                Optional.ofNullable(overrides.executionRoleArnOr(spec.executionRoleArnOr("")))
                        .filter(r -> !r.isEmpty()),
                Optional.ofNullable(overrides.taskRoleArnOr(spec.taskRoleArnOr("")))
                        .filter(r -> !r.isEmpty()));
        return new Task(
                TaskId.random(random),
                cluster.realm(),
                cluster.name(),
                taskSpec,
                new Phase.Provisioning(),
                Optional.empty(),
                Optional.empty(),
                Overrides.containers(spec, overrides, random),
                Timeline.created(now),
                1);
    }
}
