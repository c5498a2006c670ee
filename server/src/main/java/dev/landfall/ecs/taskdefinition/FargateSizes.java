package dev.landfall.ecs.taskdefinition;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The sizes that a Fargate task may have, from the guide's table of CPU and memory values. */
final class FargateSizes {
    private static final int GIB = 1_024;

    /** CPU units to the amounts of memory in MiB. */
    private static final Map<Integer, int[]> MEMORY_BY_CPU = new TreeMap<>(Map.of(
            256, new int[] {512, GIB, 2 * GIB},
            512, steps(1, 4, 1),
            1_024, steps(2, 8, 1),
            2_048, steps(4, 16, 1),
            4_096, steps(8, 30, 1),
            8_192, steps(16, 60, 4),
            16_384, steps(32, 120, 8),
            32_768, new int[] {60 * GIB, 120 * GIB, 244 * GIB}));

    private FargateSizes() {}

    static boolean hasCpu(int cpu) {
        return MEMORY_BY_CPU.containsKey(cpu);
    }

    static boolean has(int cpu, int memoryMiB) {
        var amounts = MEMORY_BY_CPU.get(cpu);
        return amounts != null && Arrays.stream(amounts).anyMatch(amount -> amount == memoryMiB);
    }

    private static int[] steps(int fromGiB, int toGiB, int stepGiB) {
        return IntStream.iterate(fromGiB, gib -> gib <= toGiB, gib -> gib + stepGiB)
                .map(gib -> gib * GIB)
                .toArray();
    }
}
