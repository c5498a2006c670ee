package dev.landfall.engine;

/**
 * What all containers of a pod may use together.
 *
 * @param cpuShares relative weight among pods; 0 is the kernel's default
 * @param nanoCpus hard limit in billionths of a CPU; 0 is none
 * @param memoryBytes hard limit; 0 is none
 * @param processes at the same time; 0 is no limit
 * @param storageBytes that they may write, to their own layers and to the volumes that are the pod's; 0 is no limit
 */
public record Envelope(int cpuShares, long nanoCpus, long memoryBytes, long processes, long storageBytes) {
    /** No limit but those of the containers. */
    public static final Envelope NONE = new Envelope(0, 0, 0, 0, 0);

    /** No other limit but this. */
    public static Envelope ofStorage(long bytes) {
        return new Envelope(0, 0, 0, 0, bytes);
    }
}
