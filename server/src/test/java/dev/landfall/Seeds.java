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
        return Long.getLong("landfall.seed") == null
                ? LongStream.concat(LongStream.rangeClosed(1, FIXED), fresh(fresh))
                : fresh(fresh);
    }

    /** New ones only, for what takes long. */
    public static LongStream fresh(int many) {
        var one = Long.getLong("landfall.seed");
        if (one != null) {
            return LongStream.of(one);
        }
        var start = System.nanoTime();
        return LongStream.range(0, Integer.getInteger("landfall.seeds", many)).map(i -> start + i);
    }
}
