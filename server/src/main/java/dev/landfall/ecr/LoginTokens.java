package dev.landfall.ecr;

import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the passwords of registry logins. A password carries its login and is signed with the server's secret,
 * so none is stored, and a restart forgets none.
 */
public final class LoginTokens {
    /** AWS: an authorization token is valid for 12 hours. */
    public static final Duration LIFETIME = Duration.ofHours(12);

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "ecr-login\n".getBytes(StandardCharsets.UTF_8); // the secret signs more
    private static final String VERSION = "1";
    private static final int FIELDS = 8;
    private static final int MAX_PASSWORD_LENGTH = 8_192; // an ARN of 2,048 characters fits twice

    private final SecretKeySpec secret;

    /** @param secret at least 32 bytes that nobody else knows */
    public LoginTokens(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("A secret of " + secret.length + " bytes is too short");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    public LoginToken issue(Realm realm, Principal principal, Instant now) {
        return new LoginToken(
                realm, principal, Instant.ofEpochSecond(now.plus(LIFETIME).getEpochSecond()));
    }

    /** The password to a login: letters, digits, dash, underscore and one dot. */
    public String password(LoginToken login) {
        var principal = login.principal();
        var fields = List.of(
                VERSION,
                login.realm().account(),
                login.realm().region(),
                principal.account(),
                principal.arn(),
                principal.userId(),
                principal.accessKeyId(),
                Long.toString(login.expiresAt().getEpochSecond()));
        var payload = String.join("\n", fields).getBytes(StandardCharsets.UTF_8);
        return encode(payload) + "." + encode(sign(payload));
    }

    /** The login that a password stands for, expired or not; empty when this server did not make it. */
    public Optional<LoginToken> read(String password) {
        var dot = password.indexOf('.');
        if (dot < 0 || password.length() > MAX_PASSWORD_LENGTH) {
            return Optional.empty();
        }
        try {
            var payload = Base64.getUrlDecoder().decode(password.substring(0, dot));
            var signature = Base64.getUrlDecoder().decode(password.substring(dot + 1));
            // Compared in constant time, so that no signature can be found by trying.
            return MessageDigest.isEqual(signature, sign(payload)) ? decode(payload) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<LoginToken> decode(byte[] payload) {
        var fields = new String(payload, StandardCharsets.UTF_8).split("\n", -1);
        if (fields.length != FIELDS || !fields[0].equals(VERSION)) {
            return Optional.empty();
        }
        return Optional.of(new LoginToken(
                new Realm(fields[1], fields[2]),
                new Principal(fields[3], fields[4], fields[5], fields[6]),
                Instant.ofEpochSecond(Long.parseLong(fields[7]))));
    }

    private byte[] sign(byte[] payload) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(PURPOSE);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Every Java has " + ALGORITHM, impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
