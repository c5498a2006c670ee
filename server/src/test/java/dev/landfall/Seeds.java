package dev.landfall;

import java.util.stream.LongStream;

/**
 * The seeds of property tests and simulations: some that never change, and fresh ones in every run. The name of a failed
 * test tells its seed; {@code -Dlandfall.seed=…} replays it alone, and {@code -Dlandfall.seeds=…} asks for more.
 */
public final class Seeds {
    private static final int FIXED = 3;

    private Seeds() {}

    public static LongStream some() {
        return some(1);
    }

    /** @param fresh how many new ones, unless the command line says otherwise */
    public static LongStream some(int fresh) {
        var one = Long.getLong("landfall.seed");
        if (one != null) {
            return LongStream.of(one);
        }
        var start = System.nanoTime();
        var count = Integer.getInteger("landfall.seeds", fresh);
        return LongStream.concat(
                LongStream.rangeClosed(1, FIXED), LongStream.range(0, count).map(i -> start + i));
    }
}
