package dev.landfall.ecs.task;

import java.util.Optional;
import java.util.Set;

/**
 * Where a task of launch type EC2 was put and what it takes up there until it is over. What an instance has left is
 * computed from these alone, so it cannot drift.
 *
 * @param instanceId of the container instance, as its ARN ends
 * @param ec2InstanceId of the machine; unknown of tasks that an older server placed
 * @param cpu CPU units
 * @param memoryMiB hard or soft limits, whichever the definition says
 * @param tcpPorts host ports that its definition names
 */
public record Placement(
        String instanceId,
        Optional<String> ec2InstanceId,
        int cpu,
        int memoryMiB,
        Set<Integer> tcpPorts,
        Set<Integer> udpPorts,
        Set<String> gpus) {
    public Placement {
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
        gpus = Set.copyOf(gpus);
    }
}
