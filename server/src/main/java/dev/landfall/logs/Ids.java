package dev.landfall.logs;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids for event storage, which must never repeat. */
final class Ids {
    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
