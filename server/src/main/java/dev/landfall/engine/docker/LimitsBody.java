package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerResources;
import dev.landfall.engine.ContainerResources.Ulimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a container's creation says of its resources. */
record LimitsBody(ContainerResources resources, EngineTraits traits) {
    private static final long NANO_CPUS = 1_000_000_000;
    private static final long PERIOD_MICROS = 100_000;

    Map<String, Object> json() {
        var body = new LinkedHashMap<String, Object>();
        body.put("CpuShares", resources.cpuShares());
        if (resources.nanoCpus() > 0) {
            // Docker's own NanoCpus may not be more than the machine has; a quota may, as a task's size may.
            body.put("CpuPeriod", PERIOD_MICROS);
            body.put("CpuQuota", resources.nanoCpus() * PERIOD_MICROS / NANO_CPUS);
        }
        body.put("Memory", resources.memoryBytes());
        body.put("MemoryReservation", resources.memoryReservationBytes());
        if (resources.memoryBytes() > 0) {
            resources.swap().ifPresent(swap -> putSwap(body, swap));
        }
        if (resources.sharedMemoryBytes() > 0) {
            body.put("ShmSize", resources.sharedMemoryBytes());
        }
        if (resources.storageBytes() > 0) {
            body.put("StorageOpt", Map.of("size", Long.toString(resources.storageBytes())));
        }
        if (resources.processes() > 0) {
            body.put("PidsLimit", resources.processes());
        }
        body.put("Ulimits", ulimits().stream().map(LimitsBody::json).toList());
        return body;
    }

    /** Docker counts memory and swap together. */
    private void putSwap(Map<String, Object> body, ContainerResources.Swap swap) {
        body.put("MemorySwap", resources.memoryBytes() + swap.bytes());
        swap.swappiness().ifPresent(value -> body.put("MemorySwappiness", value));
    }

    private List<Ulimit> ulimits() {
        return Stream.concat(resources.ulimits().stream(), preferred().stream()).toList();
    }

    /** Those that it would do without. */
    List<Ulimit> preferred() {
        var named = resources.ulimits().stream().map(Ulimit::name).toList();
        return traits.setsPreferredUlimits()
                ? resources.preferredUlimits().stream()
                        .filter(limit -> !named.contains(limit.name()))
                        .toList()
                : List.of();
    }

    private static Map<String, ?> json(Ulimit limit) {
        return Map.of("Name", limit.name(), "Soft", limit.soft(), "Hard", limit.hard());
    }
}
