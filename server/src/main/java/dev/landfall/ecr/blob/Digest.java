package dev.landfall.ecr.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What content is called: {@code sha256:} and 64 hexadecimal digits in lower case, the one algorithm that ECR takes.
 *
 * @param hex the 64 digits
 */
public record Digest(String hex) implements Comparable<Digest> {
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("Not a SHA-256 digest");
        }
    }

    /** Empty for everything that is not a digest of this algorithm, such as a tag. */
    public static Optional<Digest> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var hex = text.substring(PREFIX.length());
        return HEX.matcher(hex).matches() ? Optional.of(new Digest(hex)) : Optional.empty();
    }

    /** The digest of bytes at hand. */
    public static Digest of(byte[] content) {
        return ofHash(algorithm().digest(content));
    }

    static Digest ofHash(byte[] hash) {
        return new Digest(HexFormat.of().formatHex(hash));
    }

    static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("Every Java has SHA-256", impossible);
        }
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
