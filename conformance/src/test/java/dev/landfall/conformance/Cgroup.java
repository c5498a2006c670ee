package dev.landfall.conformance;

/** Scripts that tell a container's limits, under either version of control groups. */
final class Cgroup {
    /** Version 2 has weights: 1 + (shares - 2) * 9999 / 262142. */
    static final String SHARES = either("cpu/cpu.shares", "cpu.weight");

    static final String MEMORY = either("memory/memory.limit_in_bytes", "memory.max");
    static final String RESERVATION = either("memory/memory.soft_limit_in_bytes", "memory.low");
    static final String QUOTA =
            "cd /sys/fs/cgroup; if [ -e cpu.max ]; then cat cpu.max; else echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us); fi";

    /** Version 1 counts memory and swap together, and has a swappiness for each group. */
    static final String SWAP = "cd /sys/fs/cgroup; if [ -e memory.swap.max ]; then cat memory.swap.max;"
            + " else echo $(cat memory/memory.memsw.limit_in_bytes memory/memory.swappiness); fi";

    private Cgroup() {}

    private static String either(String first, String second) {
        return "cd /sys/fs/cgroup; if [ -e " + second + " ]; then cat " + second + "; else cat " + first + "; fi";
    }
}
