package dev.landfall.conformance;

/** Scripts that tell a container's limits, under either version of control groups. */
final class Cgroup {
    /** Version 2 has weights: 1 + (shares - 2) * 9999 / 262142. */
    static final String SHARES = either("cpu/cpu.shares", "cpu.weight");

    static final String MEMORY = either("memory/memory.limit_in_bytes", "memory.max");
    static final String RESERVATION = either("memory/memory.soft_limit_in_bytes", "memory.low");
    static final String QUOTA =
            "cd /sys/fs/cgroup; if [ -e cpu.max ]; then cat cpu.max; else echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us); fi";

    private Cgroup() {}

    private static String either(String first, String second) {
        return "cd /sys/fs/cgroup; if [ -e " + second + " ]; then cat " + second + "; else cat " + first + "; fi";
    }
}
