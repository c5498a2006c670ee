package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PropagateTags;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Tags;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.ecs.taskdefinition.TaskDefinitions;
import dev.landfall.store.Reader;
import dev.landfall.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A RunTask request with all that it names looked up and found to fit together.
 *
 * @param network of tasks that have an interface
 */
record LaunchPlan(
        Cluster cluster,
        TaskDefinition definition,
        RunTaskRequest request,
        Compute compute,
        TaskOverride overrides,
        Optional<LaunchNetwork> network,
        List<Tag> tags) {

    static LaunchPlan of(
            Reader reader, Cluster cluster, RunTaskRequest in, Call call, Compute compute, TaskNetwork network) {
        var definition = TaskDefinitions.find(reader, call.realm(), in.taskDefinition())
                .orElseThrow(EcsFaults::taskDefinitionNotFound);
        if (definition.status() != TaskDefinition.Status.ACTIVE) {
            throw EcsFaults.taskDefinitionInactive();
        }
        compute.check(definition, in);
        Unbuilt.refuse(definition.spec());
        Unbuilt.refuse(in);
        LaunchNetwork.check(definition, in, compute);
        var vpc = Optional.ofNullable(in.networkConfiguration())
                .map(NetworkConfiguration::awsvpcConfiguration)
                .map(given -> LaunchNetwork.of(reader, call.realm(), given, network));
        var overrides = in.overrides() == null ? TaskOverride.builder().build() : in.overrides();
        Overrides.check(definition, overrides, compute);
        return new LaunchPlan(cluster, definition, in, compute, overrides, vpc, tags(definition, in, cluster));
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

    String group() {
        return request.groupOr("family:" + definition.family());
    }

    NetworkMode networkMode() {
        return definition.spec().networkModeOr(NetworkMode.BRIDGE);
    }

    Task onFargate(Optional<String> provider, RandomGenerator random, Instant now) {
        var place = place(random, any -> true).orElseThrow();
        var spec = new TaskSpec(
                definition.family(),
                definition.revision(),
                overrides,
                LaunchType.FARGATE,
                provider,
                Optional.of(platformVersion()),
                Optional.of("Linux"),
                Optional.ofNullable(request.networkConfiguration()),
                Optional.of(place.subnetId()),
                place.availabilityZone(),
                Optional.of(Uuids.random(random)),
                Optional.empty(),
                group(),
                Optional.ofNullable(request.startedBy()),
                tags,
                request.enableExecuteCommandOr(false),
                size().cpu().map(String::valueOf),
                size().memoryMiB().map(String::valueOf),
                Optional.of(Overrides.ephemeralStorageGiB(definition.spec(), overrides)),
                executionRoleArn(),
                taskRoleArn());
        return task(spec, random, now);
    }

    /** @param zone of the instance */
    Task onInstance(Placement placement, String zone, RandomGenerator random, Instant now) {
        var place = place(random, one -> one.availabilityZone().equals(zone));
        var spec = new TaskSpec(
                definition.family(),
                definition.revision(),
                overrides,
                LaunchType.EC2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(request.networkConfiguration()),
                place.map(TaskNetwork.Place::subnetId),
                place.map(TaskNetwork.Place::availabilityZone).orElse(zone),
                place.map(p -> Uuids.random(random)),
                Optional.of(placement),
                group(),
                Optional.ofNullable(request.startedBy()),
                tags,
                request.enableExecuteCommandOr(false),
                size().cpu().map(String::valueOf),
                size().memoryMiB().map(String::valueOf),
                Optional.empty(),
                executionRoleArn(),
                taskRoleArn());
        return task(spec, random, now);
    }

    /** One without an interface has nothing to provision: it begins as PENDING, as on AWS. */
    private Task task(TaskSpec spec, RandomGenerator random, Instant now) {
        var times = Timeline.created(now);
        return new Task(
                TaskId.random(random),
                cluster.realm(),
                cluster.name(),
                spec,
                spec.hasInterface() ? new Phase.Provisioning() : new Phase.Pending(),
                Optional.empty(),
                Optional.empty(),
                Overrides.containers(definition.spec(), overrides, random),
                spec.hasInterface() ? times : times.connected(now),
                1);
    }

    private Optional<TaskNetwork.Place> place(RandomGenerator random, Predicate<TaskNetwork.Place> suits) {
        return network.map(given -> given.places().stream().filter(suits).toList())
                .map(places -> places.get(random.nextInt(places.size())));
    }

    private dev.landfall.ecs.taskdefinition.TaskSize size() {
        return Overrides.size(definition.spec(), overrides);
    }

    private String platformVersion() {
        var asked = request.platformVersionOr("LATEST");
        return asked.equals("LATEST") ? Compute.LATEST_PLATFORM : asked;
    }

    private Optional<String> executionRoleArn() {
        return LaunchRoles.execution(cluster.realm(), definition.spec(), overrides);
    }

    private Optional<String> taskRoleArn() {
        return LaunchRoles.task(cluster.realm(), definition.spec(), overrides);
    }
}
