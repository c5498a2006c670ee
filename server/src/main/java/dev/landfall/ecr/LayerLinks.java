package dev.landfall.ecr;

import dev.landfall.ecr.blob.Digest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that give whoever has them one layer for a while, as AWS's presigned ones do. The repository is in them, so
 * that a layer taken out of it is gone from them too.
 */
public final class LayerLinks {
    /** The path below which such addresses lie. */
    public static final String PREFIX = "/_landfall/ecr/layers/";

    private static final Duration LIFETIME = Duration.ofHours(1); // as AWS's
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    /** @param secret at least 32 bytes that nobody else knows */
    public LayerLinks(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * The path and query of a layer's address.
     *
     * @param repository its ARN
     */
    public String issue(String repository, Digest digest, Instant now) {
        var expires = now.plus(LIFETIME).getEpochSecond();
        return PREFIX + digest + "?repository=" + URLEncoder.encode(repository, StandardCharsets.UTF_8) + "&expires="
                + expires + "&signature=" + sign(repository, digest, expires);
    }

    public boolean valid(String repository, Digest digest, String expires, String signature, Instant now) {
        long until;
        try {
            until = Long.parseLong(expires);
        } catch (NumberFormatException e) {
            return false;
        }
        var expected = sign(repository, digest, until).getBytes(StandardCharsets.UTF_8);
        return now.getEpochSecond() < until
                && MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String repository, Digest digest, long expires) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            var text = "layer\n" + repository + "\n" + digest + "\n" + expires;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Every Java has " + ALGORITHM, impossible);
        }
    }
}
