package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Attachment;
import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.Connectivity;
import dev.landfall.contract.ecs.Container;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.EphemeralStorage;
import dev.landfall.contract.ecs.KeyValuePair;
import dev.landfall.contract.ecs.NetworkInterface;
import dev.landfall.contract.ecs.TaskEphemeralStorage;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.ecs.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as AWS shows it. */
public final class TaskProjection {
    private TaskProjection() {}

    public static dev.landfall.contract.ecs.Task of(Task task, boolean withTags) {
        var spec = task.spec();
        var times = task.times();
        return dev.landfall.contract.ecs.Task.builder()
                .taskArn(task.arn())
                .clusterArn(Cluster.arn(task.realm(), task.cluster()))
                .taskDefinitionArn(task.realm().arn("ecs", "task-definition/" + spec.family() + ":" + spec.revision()))
                .lastStatus(task.phase().lastStatus())
                .desiredStatus(task.desiredStatus())
                .launchType(spec.launchType())
                .capacityProviderName(spec.capacityProvider().orElse(null))
                .platformVersion(spec.platformVersion().orElse(null))
                .platformFamily(spec.platformFamily().orElse(null))
                .availabilityZone(spec.availabilityZone())
                .group(spec.group())
                .startedBy(spec.startedBy().orElse(null))
                .cpu(spec.cpu()
                        .or(() -> spec.placement().map(at -> String.valueOf(at.cpu())))
                        .orElse(null))
                .memory(spec.memory()
                        .or(() -> spec.placement().map(at -> String.valueOf(at.memoryMiB())))
                        .orElse(null))
                .enableExecuteCommand(spec.executeCommand())
                .overrides(overrides(task))
                .containerInstanceArn(task.containerInstanceArn().orElse(null))
                .attachments(spec.attachmentId().map(id -> attachment(task, id)).stream()
                        .toList())
                .attributes(List.of(Attribute.builder()
                        .name("ecs.cpu-architecture")
                        .value("x86_64")
                        .build()))
                .containers(
                        task.containers().stream().map(c -> container(task, c)).toList())
                .ephemeralStorage(spec.ephemeralStorageGiB()
                        .map(size -> EphemeralStorage.builder().sizeInGiB(size).build())
                        .orElse(null))
                .fargateEphemeralStorage(spec.ephemeralStorageGiB()
                        .map(size ->
                                TaskEphemeralStorage.builder().sizeInGiB(size).build())
                        .orElse(null))
                .healthStatus(TaskHealth.of(task))
                .connectivity(times.connectivityAt().isPresent() ? Connectivity.CONNECTED : null)
                .connectivityAt(times.connectivityAt().orElse(null))
                .createdAt(times.createdAt())
                .pullStartedAt(times.pullStartedAt().orElse(null))
                .pullStoppedAt(times.pullStoppedAt().orElse(null))
                .startedAt(times.startedAt().orElse(null))
                .stoppingAt(times.stoppingAt().orElse(null))
                .executionStoppedAt(times.executionStoppedAt().orElse(null))
                .stoppedAt(times.stoppedAt().orElse(null))
                .stopCode(task.stop().map(Stop::code).orElse(null))
                .stoppedReason(task.stop().map(Stop::reason).orElse(null))
                .tags(withTags ? spec.tags() : List.of())
                .version(task.version())
                .build();
    }

    /** AWS lists every container among the overrides, overridden or not. */
    private static TaskOverride overrides(Task task) {
        var given = task.spec().overrides();
        var all = new ArrayList<ContainerOverride>();
        for (var container : task.containers()) {
            all.add(given.containerOverridesOrEmpty().stream()
                    .filter(o -> container.name().equals(o.name()))
                    .findFirst()
                    .orElseGet(() ->
                            ContainerOverride.builder().name(container.name()).build()));
        }
        return given.toBuilder()
                .containerOverrides(all)
                .inferenceAcceleratorOverrides(given.inferenceAcceleratorOverridesOrEmpty())
                .build();
    }

    private static Attachment attachment(Task task, String id) {
        var details = new ArrayList<KeyValuePair>();
        task.spec().subnetId().ifPresent(subnet -> details.add(pair("subnetId", subnet)));
        task.network().ifPresent(network -> {
            details.add(pair("networkInterfaceId", network.interfaceId()));
            details.add(pair("macAddress", network.macAddress()));
            details.add(pair("privateDnsName", network.privateDnsName()));
            details.add(pair("privateIPv4Address", network.privateAddress()));
        });
        return Attachment.builder()
                .id(id)
                .type("ElasticNetworkInterface")
                .status(attachmentStatus(task))
                .details(details)
                .build();
    }

    private static String attachmentStatus(Task task) {
        return switch (task.phase()) {
            case Phase.Provisioning p -> "PRECREATED";
            case Phase.Pending p -> "ATTACHING";
            case Phase.Activating p -> "ATTACHED";
            case Phase.Running p -> "ATTACHED";
            case Phase.Deactivating p -> "ATTACHED";
            case Phase.Stopping p -> "ATTACHED";
            case Phase.Deprovisioning p -> "DETACHING";
            case Phase.Stopped p -> "DELETED";
        };
    }

    private static Container container(Task task, TaskContainer container) {
        return Container.builder()
                .containerArn(task.arn(container))
                .taskArn(task.arn())
                .name(container.name())
                .image(container.image())
                .imageDigest(container.imageDigest().orElse(null))
                .runtimeId(container.runtimeId().orElse(null))
                .lastStatus(task.isOver() ? "STOPPED" : container.lastStatus())
                .exitCode((task.isOver() ? container.lastExitCode() : container.exitCode()).orElse(null))
                .reason(StoppedReasons.of(task).of(container).orElse(null))
                .networkBindings(NetworkBindings.of(container))
                .networkInterfaces(task.network().stream()
                        .map(network -> NetworkInterface.builder()
                                .attachmentId(network.attachmentId())
                                .privateIpv4Address(network.privateAddress())
                                .build())
                        .toList())
                .healthStatus(TaskHealth.of(container.state()))
                .cpu(container.cpu())
                .memory(text(container.memoryMiB()))
                .memoryReservation(text(container.memoryReservationMiB()))
                .build();
    }

    private static @Nullable String text(Optional<Integer> number) {
        return number.map(String::valueOf).orElse(null);
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }
}
