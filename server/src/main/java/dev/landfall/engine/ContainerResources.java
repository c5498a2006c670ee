package dev.landfall.engine;

import java.util.List;

/**
 * What a container may use of the machine.
 *
 * @param cpuShares relative weight; 0 is the engine's default
 * @param memoryBytes hard limit; 0 is none
 * @param memoryReservationBytes soft limit; 0 is none
 */
public record ContainerResources(int cpuShares, long memoryBytes, long memoryReservationBytes, List<Ulimit> ulimits) {
    /** No limit but the engine's own. */
    public static final ContainerResources UNLIMITED = new ContainerResources(0, 0, 0, List.of());

    public ContainerResources {
        ulimits = List.copyOf(ulimits);
    }

    public record Ulimit(String name, long soft, long hard) {}
}
