package dev.landfall.ecs.placement;

import java.util.Set;

/**
 * What a task wants of an instance.
 *
 * @param group AWS's task group, which spreading counts and {@code distinctInstance} keeps apart
 * @param cpu CPU units
 * @param tcpPorts host ports that it must have
 * @param gpus how many
 * @param attributes names of attributes that the instance must have
 * @param zones availability zones that the instance must be in one of; none when any will do
 */
public record Demand(
        String group,
        int cpu,
        int memoryMiB,
        Set<Integer> tcpPorts,
        Set<Integer> udpPorts,
        int gpus,
        Set<String> attributes,
        Set<String> zones) {
    public Demand {
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
        attributes = Set.copyOf(attributes);
        zones = Set.copyOf(zones);
    }
}
