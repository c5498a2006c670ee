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
 * @param subnetId the one of the asked subnets that it was given
 * @param availabilityZone of that subnet
 * @param attachmentId the UUID of its network attachment, told before there is an interface
 * @param cpu the task's size in CPU units after overrides; empty where neither definition nor overrides set one
 * @param memory the task's size in MiB after overrides
 */
public record TaskSpec(
        String family,
        int revision,
        TaskOverride overrides,
        LaunchType launchType,
        Optional<String> capacityProvider,
        String platformVersion,
        String platformFamily,
        NetworkConfiguration network,
        String subnetId,
        String availabilityZone,
        String attachmentId,
        String group,
        Optional<String> startedBy,
        List<Tag> tags,
        boolean executeCommand,
        Optional<String> cpu,
        Optional<String> memory,
        int ephemeralStorageGiB,
        Optional<String> executionRoleArn,
        Optional<String> taskRoleArn) {
    public TaskSpec {
        tags = List.copyOf(tags);
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
