package dev.landfall.engine;

import java.util.Set;

/**
 * The machine that an engine runs containers on, as the engine tells it.
 *
 * @param architecture as {@code uname -m} has it
 * @param operatingSystem {@code linux} or {@code windows}
 * @param engineVersion of the engine
 * @param apiVersion the newest that the engine speaks
 * @param logDrivers that the engine has
 * @param volumeDrivers that the engine has, as task definitions name them
 */
public record Machine(
        String name,
        int cpus,
        long memoryBytes,
        String architecture,
        String operatingSystem,
        String engineVersion,
        String apiVersion,
        Set<String> logDrivers,
        Set<String> volumeDrivers) {
    public Machine {
        logDrivers = Set.copyOf(logDrivers);
        volumeDrivers = Set.copyOf(volumeDrivers);
    }
}
