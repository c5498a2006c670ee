package dev.landfall.engine;

import java.util.List;
import java.util.Optional;

/**
 * What a container may use of the machine.
 *
 * @param cpuShares relative weight; 0 is the engine's default
 * @param nanoCpus hard limit in billionths of a CPU; 0 is none
 * @param memoryBytes hard limit; 0 is none
 * @param memoryReservationBytes soft limit; 0 is none
 * @param swap empty is the engine's default; has effect with a hard limit of memory only
 * @param sharedMemoryBytes the size of {@code /dev/shm}; 0 is the engine's default
 * @param storageBytes the size of the layer that the container writes to; 0 is none. The engine must be able to hold it
 * @param processes at the same time; 0 is no limit
 * @param ulimits which the engine must set
 * @param preferredUlimits which it sets too where it is allowed to; those of {@code ulimits} win
 */
public record ContainerResources(
        int cpuShares,
        long nanoCpus,
        long memoryBytes,
        long memoryReservationBytes,
        Optional<Swap> swap,
        long sharedMemoryBytes,
        long storageBytes,
        long processes,
        List<Ulimit> ulimits,
        List<Ulimit> preferredUlimits) {
    /** No limit but the engine's own. */
    public static final ContainerResources UNLIMITED =
            new ContainerResources(0, 0, 0, 0, Optional.empty(), 0, 0, 0, List.of(), List.of());

    public ContainerResources {
        ulimits = List.copyOf(ulimits);
        preferredUlimits = List.copyOf(preferredUlimits);
    }

    /** No limit but this of memory. */
    public static ContainerResources ofMemory(long bytes) {
        return new ContainerResources(0, 0, bytes, 0, Optional.empty(), 0, 0, 0, List.of(), List.of());
    }

    /** Held to an envelope's limits where it has none of its own, or higher ones. */
    public ContainerResources within(Envelope envelope) {
        return new ContainerResources(
                cpuShares,
                lower(nanoCpus, envelope.nanoCpus()),
                lower(memoryBytes, envelope.memoryBytes()),
                memoryReservationBytes,
                swap,
                sharedMemoryBytes,
                lower(storageBytes, envelope.storageBytes()),
                lower(processes, envelope.processes()),
                ulimits,
                preferredUlimits);
    }

    /** Of two limits, 0 being none. */
    private static long lower(long one, long other) {
        return one == 0 || other == 0 ? one + other : Math.min(one, other);
    }

    public record Ulimit(String name, long soft, long hard) {}

    /**
     * @param bytes beside the memory
     * @param swappiness 0 to 100; empty is the kernel's default
     */
    public record Swap(long bytes, Optional<Integer> swappiness) {}
}
