package dev.landfall.ecs.agent;

import dev.landfall.clock.HostClock;
import dev.landfall.clock.HostClock.Accuracy;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.StorageUse;
import dev.landfall.json.Json;
import java.util.List;
import java.util.Optional;

/** The metadata of a task: the agent's TaskResponse of versions 2 to 4, its members in the agent's order. */
final class TaskDocument {
    private static final double UNITS_OF_A_CPU = 1024;
    private static final long MIB = 1_048_576;
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private final Asker asker;
    private final Task task;
    private final NetworkDocument network;
    private final ContainerDocument containers;

    TaskDocument(Asker asker, NetworkDocument network) {
        this.asker = asker;
        this.task = asker.task();
        this.network = network;
        this.containers = new ContainerDocument(asker, network);
    }

    /** Of versions 2 and 3. */
    Json brief(boolean withTags) {
        var fields = head();
        fields.items("Containers", all(false));
        middle(fields);
        tags(fields, withTags);
        return fields.json();
    }

    /**
     * @param clock of the host, which Fargate tells of
     * @param storage that the task uses, as Fargate tells it
     */
    Json v4(boolean withTags, HostClock clock, Optional<StorageUse> storage) {
        var fields = middle(head());
        tags(fields, withTags);
        fields.text("LaunchType", task.spec().launchType().value())
                .items("Containers", all(true))
                .text("VPCID", network.subnet().filter(subnet -> !onFargate()).map(subnet -> subnet.vpcId()))
                .text("ServiceName", serviceName())
                .object("ClockDrift", onFargate() ? drift(clock) : new Fields())
                .object(
                        "EphemeralStorageMetrics",
                        storage.map(TaskDocument::metrics).orElseGet(Fields::new))
                .truth("FaultInjectionEnabled", asker.definition().spec().enableFaultInjectionOr(false))
                .text(
                        "AvailabilityZoneID",
                        network.subnet().map(subnet -> subnet.zone().id()));
        return fields.json();
    }

    private boolean onFargate() {
        return task.spec().launchType() == LaunchType.FARGATE;
    }

    private Fields head() {
        return new Fields()
                .text("Cluster", onFargate() ? Cluster.arn(task.realm(), task.cluster()) : task.cluster())
                .text("TaskARN", task.arn())
                .text("Family", task.spec().family())
                .text("Revision", String.valueOf(task.spec().revision()))
                .text("DesiredStatus", task.desiredStatus())
                .text("KnownStatus", KnownStatus.of(task));
    }

    private Fields middle(Fields fields) {
        return fields.object("Limits", limits())
                .time("PullStartedAt", task.times().pullStartedAt())
                .time("PullStoppedAt", task.times().pullStoppedAt())
                .time("ExecutionStoppedAt", task.times().executionStoppedAt())
                .text("AvailabilityZone", task.spec().availabilityZone());
    }

    private Fields limits() {
        var limits = new Fields();
        task.spec().cpu().ifPresent(cpu -> limits.decimal("CPU", Integer.parseInt(cpu) / UNITS_OF_A_CPU));
        task.spec().memory().ifPresent(memory -> limits.number("Memory", Integer.parseInt(memory)));
        return limits;
    }

    /** Nothing where nobody knows. */
    private static Fields drift(HostClock clock) {
        return clock.accuracy()
                .map(accuracy -> switch (accuracy) {
                    case Accuracy.Synchronized(var bound, var reference) ->
                        new Fields()
                                .decimal("ClockErrorBound", bound.toNanos() / NANOS_OF_A_MILLISECOND)
                                .time("ReferenceTimestamp", Optional.of(reference))
                                .text("ClockSynchronizationStatus", "SYNCHRONIZED");
                    case Accuracy.NotSynchronized() ->
                        new Fields().text("ClockSynchronizationStatus", "NOT_SYNCHRONIZED");
                })
                .orElseGet(Fields::new);
    }

    private static Fields metrics(StorageUse storage) {
        return new Fields()
                .number("Utilized", Math.ceilDiv(storage.usedBytes(), MIB))
                .number("Reserved", storage.limitBytes() / MIB);
    }

    private void tags(Fields fields, boolean with) {
        if (with) {
            fields.object("TaskTags", tags(task.spec().tags()))
                    .object("ContainerInstanceTags", tags(asker.instanceTags()));
        }
    }

    private static Fields tags(List<Tag> tags) {
        var fields = new Fields();
        tags.forEach(tag -> fields.text(tag.keyOr(""), tag.valueOr("")));
        return fields;
    }

    /** Those that the engine has made. */
    private List<Json> all(boolean v4) {
        return task.containers().stream()
                .filter(container -> container.runtimeId().isPresent())
                .map((TaskContainer container) -> containers.of(container, v4))
                .toList();
    }

    private Optional<String> serviceName() {
        var group = task.spec().group();
        return group.startsWith("service:") ? Optional.of(group.substring("service:".length())) : Optional.empty();
    }
}
