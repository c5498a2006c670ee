package dev.landfall.ecs.task;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Version 4 UUIDs out of a given source of randomness. */
final class Uuids {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuids() {}

    static String random(RandomGenerator random) {
        var high = random.nextLong() & ~0xF000L | VERSION_4;
        var low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | VARIANT;
        return new UUID(high, low).toString();
    }
}
