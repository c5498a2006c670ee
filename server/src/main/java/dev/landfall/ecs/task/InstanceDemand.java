package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.ResourceRequirement;
import dev.landfall.contract.ecs.ResourceType;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.ecs.placement.Demand;
import dev.landfall.ecs.taskdefinition.RequiredAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What one task of a plan takes up on a container instance, as the ECS scheduler counts it. */
final class InstanceDemand {
    private InstanceDemand() {}

    static Demand of(LaunchPlan plan) {
        var spec = plan.definition().spec();
        var size = Overrides.size(spec, plan.overrides());
        var containers = spec.containerDefinitionsOrEmpty();
        return new Demand(
                plan.group(),
                size.cpu().orElseGet(() -> sum(containers, c -> cpu(plan, c))),
                size.memoryMiB().orElseGet(() -> sum(containers, c -> memoryMiB(plan, c))),
                ports(plan, TransportProtocol.TCP),
                ports(plan, TransportProtocol.UDP),
                sum(containers, c -> gpus(plan, c)),
                RequiredAttributes.of(spec).stream().map(Attribute::name).collect(Collectors.toUnmodifiableSet()),
                zones(plan));
    }

    /** An interface is attached within its zone. */
    private static Set<String> zones(LaunchPlan plan) {
        return plan.network().stream()
                .flatMap(network -> network.places().stream())
                .map(TaskNetwork.Place::availabilityZone)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int sum(List<ContainerDefinition> containers, ToIntFunction<ContainerDefinition> size) {
        return ContainerLimits.sum(containers.stream().mapToInt(size));
    }

    private static int cpu(LaunchPlan plan, ContainerDefinition container) {
        var override = Overrides.of(plan.overrides(), container.nameOr(""));
        return override.cpuOr(container.cpuOr(0));
    }

    /** The soft limit where there is one: it is what AWS takes from the instance. */
    private static int memoryMiB(LaunchPlan plan, ContainerDefinition container) {
        var override = Overrides.of(plan.overrides(), container.nameOr(""));
        var soft = override.memoryReservationOr(container.memoryReservationOr(0));
        return soft > 0 ? soft : override.memoryOr(container.memoryOr(0));
    }

    private static int gpus(LaunchPlan plan, ContainerDefinition container) {
        var override = Overrides.of(plan.overrides(), container.nameOr(""));
        var asked = override.resourceRequirementsOrEmpty().isEmpty()
                ? container.resourceRequirementsOrEmpty()
                : override.resourceRequirementsOrEmpty();
        return ContainerLimits.sum(
                asked.stream().filter(r -> r.type() == ResourceType.GPU).mapToInt(InstanceDemand::count));
    }

    private static int count(ResourceRequirement requirement) {
        var value = requirement.valueOr("");
        return value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 1;
    }

    /** Those that the definition names. Where the engine is to choose one, nothing is kept for it. */
    private static Set<Integer> ports(LaunchPlan plan, TransportProtocol protocol) {
        var all = new HashSet<Integer>();
        for (var container : plan.definition().spec().containerDefinitionsOrEmpty()) {
            for (var port : container.portMappingsOrEmpty()) {
                if (port.protocolOr(TransportProtocol.TCP) == protocol) {
                    all.add(hostPort(plan.networkMode(), port));
                }
            }
        }
        all.remove(0);
        return all;
    }

    /** 0 where none is kept. */
    private static int hostPort(NetworkMode mode, PortMapping port) {
        return switch (mode) {
            case BRIDGE -> port.hostPortOr(0);
            case HOST -> port.containerPortOr(0);
            case AWSVPC, NONE -> 0;
        };
    }
}
