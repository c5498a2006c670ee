package dev.landfall.wire.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives signing keys from secrets, and remembers them: a client signs with the same one all day. */
final class SigningKeys {
    private static final int MOST_REMEMBERED = 1_024; // keys in use at once, times regions and services

    private final ConcurrentHashMap<Use, byte[]> known = new ConcurrentHashMap<>();

    private record Use(String secret, Scope scope) {}

    /** The signature of a canonical request, in hexadecimal. */
    String sign(String secret, Signature signature, String canonicalRequest) {
        var toSign = Signature.ALGORITHM + "\n" + signature.timestamp() + "\n" + signature.scope() + "\n"
                + sha256(canonicalRequest.getBytes(UTF_8));
        return HexFormat.of().formatHex(hmac(key(new Use(secret, signature.scope())), toSign));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private byte[] key(Use use) {
        var key = known.get(use);
        if (key == null) {
            key = derive(use);
            if (known.size() >= MOST_REMEMBERED) {
                known.clear(); // they are derived again in microseconds
            }
            known.put(use, key);
        }
        return key;
    }

    private static byte[] derive(Use use) {
        var scope = use.scope();
        var dated = hmac(("AWS4" + use.secret()).getBytes(UTF_8), scope.date());
        return hmac(hmac(hmac(dated, scope.region()), scope.service()), Scope.TERMINATOR);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
        }
    }
}
