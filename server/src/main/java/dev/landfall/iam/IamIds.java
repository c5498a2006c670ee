package dev.landfall.iam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Ids and secrets in IAM's forms. */
public final class IamIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int UNIQUE_LENGTH = 17;
    private static final int KEY_LENGTH = 16;

    private final RandomGenerator random;

    /** @param random unguessable, as secrets come from it */
    public IamIds(RandomGenerator random) {
        this.random = random;
    }

    /** An id in the form of {@link #unique} that follows from a name: the same at every start. */
    static String derived(String prefix, String name) {
        var digest = sha256(name);
        var id = new StringBuilder(prefix);
        for (var i = 0; i < UNIQUE_LENGTH; i++) {
            id.append(ALPHABET.charAt(digest[i] & 31));
        }
        return id.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Such as {@code AROA} and 17 letters and digits. */
    String unique(String prefix) {
        var id = new StringBuilder(prefix);
        for (var i = 0; i < UNIQUE_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /**
     * An access key id: {@code AKIA} or {@code ASIA} and 80 bits in Base32. As on AWS, the account stands in them behind
     * the first bit, so that it can be read from the id alone.
     */
    public String accessKey(String prefix, String account) {
        var head = 1L << 47 | Long.parseLong(account) << 7 | random.nextInt(128);
        var tail = random.nextLong(1L << 32);
        var id = new StringBuilder(prefix);
        for (var digit = KEY_LENGTH - 1; digit >= 0; digit--) {
            // Eighty bits: 48 of the head, 32 of the tail, five to a letter.
            var low = digit * 5;
            var bits = low >= 32 ? head >>> (low - 32) : (head << (32 - low) | tail >>> low);
            id.append(ALPHABET.charAt((int) (bits & 31)));
        }
        return id.toString();
    }

    /** The account that an access key id of this kind holds. */
    public static String accountOf(String accessKeyId) {
        var head = 0L;
        for (var i = 0; i < 10; i++) { // fifty bits, of which the first 48 are the head
            head = head << 5 | Math.max(0, ALPHABET.indexOf(accessKeyId.charAt(4 + i)));
        }
        return "%012d".formatted((head >>> 2 & 0x7fff_ffff_ffffL) >>> 7);
    }

    /** Forty characters, as secret access keys have. */
    public String secret() {
        return text(30);
    }

    /** A session token. */
    public String token() {
        return text(180);
    }

    private String text(int bytes) {
        var noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }
}
