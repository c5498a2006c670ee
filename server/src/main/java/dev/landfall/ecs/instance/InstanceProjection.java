package dev.landfall.ecs.instance;

import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.ContainerInstanceField;
import dev.landfall.contract.ecs.ContainerInstanceHealthStatus;
import dev.landfall.contract.ecs.InstanceHealthCheckResult;
import dev.landfall.contract.ecs.InstanceHealthCheckState;
import dev.landfall.contract.ecs.InstanceHealthCheckType;
import dev.landfall.contract.ecs.Resource;
import dev.landfall.contract.ecs.VersionInfo;
import dev.landfall.ecs.placement.Capacity;
import dev.landfall.engine.Engine;
import dev.landfall.store.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A container instance as AWS shows it. */
final class InstanceProjection {
    private InstanceProjection() {}

    static dev.landfall.contract.ecs.ContainerInstance of(
            Reader reader,
            ContainerInstance instance,
            Engine.Contact engine,
            Set<ContainerInstanceField> fields,
            Instant now) {
        var occupancy = Occupancy.of(reader, instance);
        return dev.landfall.contract.ecs.ContainerInstance.builder()
                .containerInstanceArn(instance.arn())
                .ec2InstanceId(instance.ec2InstanceId())
                .version(instance.version())
                .versionInfo(VersionInfo.builder()
                        .agentVersion(Fleet.AGENT_VERSION)
                        .agentHash("landfall")
                        .dockerVersion("DockerVersion: " + instance.machine().engineVersion())
                        .build())
                .registeredResources(resources(instance.registered()))
                .remainingResources(resources(occupancy.remaining()))
                .status(instance.status().name())
                .agentConnected(instance.isRegistered() && engine.established())
                .runningTasksCount(occupancy.running())
                .pendingTasksCount(occupancy.pending())
                .attributes(attributes(instance.attributes()))
                .registeredAt(instance.registeredAt())
                .attachments(List.of())
                .tags(fields.contains(ContainerInstanceField.TAGS) ? instance.tags() : List.of())
                .healthStatus(
                        fields.contains(ContainerInstanceField.CONTAINER_INSTANCE_HEALTH) ? health(engine, now) : null)
                .build();
    }

    private static ContainerInstanceHealthStatus health(Engine.Contact engine, Instant now) {
        var state = engine.established() ? InstanceHealthCheckState.OK : InstanceHealthCheckState.IMPAIRED;
        return ContainerInstanceHealthStatus.builder()
                .overallStatus(state)
                .details(List.of(InstanceHealthCheckResult.builder()
                        .type(InstanceHealthCheckType.CONTAINER_RUNTIME)
                        .status(state)
                        .lastUpdated(now)
                        .lastStatusChange(engine.since())
                        .build()))
                .build();
    }

    private static List<Resource> resources(Capacity capacity) {
        var all = new ArrayList<Resource>();
        all.add(number("CPU", capacity.cpu()));
        all.add(number("MEMORY", capacity.memoryMiB()));
        all.add(ports("PORTS", capacity.tcpPorts()));
        all.add(ports("PORTS_UDP", capacity.udpPorts()));
        if (!capacity.gpus().isEmpty()) {
            all.add(texts("GPU", capacity.gpus().stream().sorted().toList()));
        }
        return all;
    }

    private static Resource number(String name, int value) {
        return Resource.builder()
                .name(name)
                .type("INTEGER")
                .doubleValue(0.0)
                .longValue(0L)
                .integerValue(value)
                .build();
    }

    private static Resource ports(String name, Collection<Integer> ports) {
        return texts(name, ports.stream().sorted().map(String::valueOf).toList());
    }

    private static Resource texts(String name, List<String> values) {
        return Resource.builder()
                .name(name)
                .type("STRINGSET")
                .doubleValue(0.0)
                .longValue(0L)
                .integerValue(0)
                .stringSetValue(values)
                .build();
    }

    static List<Attribute> attributes(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(entry -> Attribute.builder()
                                .name(entry.getKey())
                                .value(entry.getValue().isEmpty() ? null : entry.getValue())
                                .build())
                        .toList();
    }
}
