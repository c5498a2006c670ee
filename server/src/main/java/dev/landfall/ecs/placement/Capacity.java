package dev.landfall.ecs.placement;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an instance has, or has left.
 *
 * @param tcpPorts those that are taken, not those that are free
 * @param gpus ids of those that are free
 */
public record Capacity(int cpu, int memoryMiB, Set<Integer> tcpPorts, Set<Integer> udpPorts, Set<String> gpus) {
    /** AWS lets an instance reserve so many ports, its own among them. */
    static final int MAX_RESERVED_PORTS = 100;

    public Capacity {
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
        gpus = Set.copyOf(gpus);
    }

    /** What a demand does not find here, in AWS's words; empty when there is room. */
    Optional<String> lacksFor(Demand demand) {
        if (demand.cpu() > cpu) {
            return Optional.of("RESOURCE:CPU");
        }
        if (demand.memoryMiB() > memoryMiB) {
            return Optional.of("RESOURCE:MEMORY");
        }
        if (lacksPorts(demand)) {
            return Optional.of("RESOURCE:PORTS");
        }
        return demand.gpus() > gpus.size() ? Optional.of("RESOURCE:GPU") : Optional.empty();
    }

    private boolean lacksPorts(Demand demand) {
        var wanted = demand.tcpPorts().size() + demand.udpPorts().size();
        return !Collections.disjoint(tcpPorts, demand.tcpPorts())
                || !Collections.disjoint(udpPorts, demand.udpPorts())
                || wanted > 0 && tcpPorts.size() + udpPorts.size() + wanted > MAX_RESERVED_PORTS;
    }

    /** The GPUs that a demand would get: the first that are free, by id. */
    public Set<String> gpusFor(Demand demand) {
        return new TreeSet<>(gpus)
                .stream().limit(demand.gpus()).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** What is left beside something that takes so much; a size below nothing is told as it is. */
    public Capacity without(
            int takenCpu,
            int takenMemoryMiB,
            Collection<Integer> takenTcp,
            Collection<Integer> takenUdp,
            Collection<String> takenGpus) {
        var free = new HashSet<>(gpus);
        free.removeAll(takenGpus);
        return new Capacity(
                cpu - takenCpu, memoryMiB - takenMemoryMiB, union(tcpPorts, takenTcp), union(udpPorts, takenUdp), free);
    }

    private static Set<Integer> union(Set<Integer> one, Collection<Integer> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
