package dev.landfall.network;

import dev.landfall.wire.Realm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids as EC2 makes them: a prefix, and 17 hexadecimal digits of which the first is 0. */
final class ResourceId {
    private static final int DIGITS = 16;

    private ResourceId() {}

    static String random(String prefix, RandomGenerator random) {
        return prefix + "-0" + HexFormat.of().toHexDigits(random.nextLong());
    }

    /** The same in every process for the same resource, so that a realm's default network exists without being written. */
    static String derived(String prefix, Realm realm, String resource) {
        var name = "landfall/" + realm.account() + "/" + realm.region() + "/" + resource;
        return prefix + "-0" + HexFormat.of().formatHex(sha256(name)).substring(0, DIGITS);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
