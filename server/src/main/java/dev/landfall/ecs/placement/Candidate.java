package dev.landfall.ecs.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An active container instance as placement sees it.
 *
 * @param attributes by name; the value is empty where there is none
 * @param groups the task group of each task there that is not over
 * @param runningTasks as DescribeContainerInstances tells them
 */
public record Candidate(
        String id,
        String arn,
        boolean agentConnected,
        String agentVersion,
        String ec2InstanceId,
        Instant registeredAt,
        Map<String, String> attributes,
        int runningTasks,
        List<String> groups,
        Capacity remaining) {
    /** The attribute that names its availability zone. */
    static final String ZONE = "ecs.availability-zone";

    public Candidate {
        attributes = Map.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /** As it will be with one more task. */
    Candidate with(Demand demand) {
        var more = new ArrayList<>(groups);
        more.add(demand.group());
        return new Candidate(
                id,
                arn,
                agentConnected,
                agentVersion,
                ec2InstanceId,
                registeredAt,
                attributes,
                runningTasks,
                more,
                remaining.without(
                        demand.cpu(),
                        demand.memoryMiB(),
                        demand.tcpPorts(),
                        demand.udpPorts(),
                        remaining.gpusFor(demand)));
    }

    /** Its availability zone. */
    public String zone() {
        return attributes.getOrDefault(ZONE, "");
    }

    long tasksOf(String group) {
        return groups.stream().filter(group::equals).count();
    }
}
