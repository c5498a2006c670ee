package dev.landfall.engine.docker;

import java.util.HexFormat;
import java.util.Random;

/**
 * An instance of this test run alone, with a small network of its own: several runs may share one Docker engine.
 *
 * @param prefix of its addresses
 */
record TestInstance(String name, String prefix) {
    private static final Random RANDOM = new Random();

    static TestInstance create(String purpose) {
        var mark = HexFormat.of().toHexDigits((short) RANDOM.nextInt());
        // 10.64.0.0 to 10.191.255.255, in networks of 256 addresses.
        var prefix = "10.%d.%d.".formatted(64 + RANDOM.nextInt(128), RANDOM.nextInt(256));
        return new TestInstance("test-" + purpose + "-" + mark, prefix);
    }

    NetworkPlan plan() {
        return NetworkPlan.of(name).with(prefix + "0/24", prefix + "1");
    }

    String address(int number) {
        return prefix + number;
    }
}
