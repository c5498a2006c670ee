package dev.landfall.engine;

/**
 * What all containers of a pod may use together.
 *
 * @param cpuShares relative weight among pods; 0 is the kernel's default
 * @param nanoCpus hard limit in billionths of a CPU; 0 is none
 * @param memoryBytes hard limit; 0 is none
 * @param processes at the same time; 0 is no limit
 */
public record Envelope(int cpuShares, long nanoCpus, long memoryBytes, long processes) {
    /** No limit but those of the containers. */
    public static final Envelope NONE = new Envelope(0, 0, 0, 0);
}
