package dev.landfall.ecs.task;

import java.util.Optional;

/** The elastic network interface of a task, by the ids that DescribeTasks and EC2 tell. */
public record TaskInterface(
        String attachmentId,
        String interfaceId,
        String subnetId,
        String privateAddress,
        String macAddress,
        String privateDnsName,
        Optional<String> publicAddress) {}
