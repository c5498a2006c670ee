package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.contract.ecs.TaskOverride;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for when the task was run; never rewritten.
 *
 * @param platformVersion of Fargate; a container instance has none
 * @param network as asked; only a task of network mode awsvpc has one, with a subnet and an attachment
 * @param subnetId the one of the asked subnets that it was given
 * @param availabilityZone of that subnet, or of its container instance
 * @param attachmentId the UUID of its network attachment, told before there is an interface
 * @param placement the container instance it runs on and what it takes up there; Fargate tasks have none
 * @param cpu the task's size in CPU units after overrides; empty where neither definition nor overrides set one
 * @param memory the task's size in MiB after overrides
 * @param ephemeralStorageGiB on Fargate only
 */
public record TaskSpec(
        String family,
        int revision,
        TaskOverride overrides,
        LaunchType launchType,
        Optional<String> capacityProvider,
        Optional<String> platformVersion,
        Optional<String> platformFamily,
        Optional<NetworkConfiguration> network,
        Optional<String> subnetId,
        String availabilityZone,
        Optional<String> attachmentId,
        Optional<Placement> placement,
        String group,
        Optional<String> startedBy,
        List<Tag> tags,
        boolean executeCommand,
        Optional<String> cpu,
        Optional<String> memory,
        Optional<Integer> ephemeralStorageGiB,
        Optional<String> executionRoleArn,
        Optional<String> taskRoleArn) {
    public TaskSpec {
        tags = List.copyOf(tags);
    }

    /** Whether it is to have an elastic network interface of its own. */
    public boolean hasInterface() {
        return attachmentId.isPresent();
    }

    TaskSpec tagged(List<Tag> next) {
        return new TaskSpec(
                family,
                revision,
                overrides,
                launchType,
                capacityProvider,
                platformVersion,
                platformFamily,
                network,
                subnetId,
                availabilityZone,
                attachmentId,
                placement,
                group,
                startedBy,
                next,
                executeCommand,
                cpu,
                memory,
                ephemeralStorageGiB,
                executionRoleArn,
                taskRoleArn);
    }
}
