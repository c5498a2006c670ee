package dev.landfall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets (AES-256-GCM) before they are stored. Whoever has the store alone, such as a copy of its file, has none
 * of the secrets. Each is bound to its place, so that it cannot be moved to another.
 */
public final class Vault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /** @param key 32 bytes that stay the same for as long as what was sealed shall be readable */
    public Vault(byte[] key, RandomGenerator random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A vault's key has " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /** A vault of its own for each purpose, whose key is made from a secret of the installation. */
    public static Vault of(byte[] secret, String purpose, RandomGenerator random) {
        return new Vault(derive(secret, purpose), random);
    }

    /** Opens the vault whose key lies in a file, which is made, for its owner only, where there is none. */
    public static Vault open(Path keyFile, RandomGenerator random) throws IOException {
        if (Files.notExists(keyFile)) {
            create(keyFile, random);
        }
        return new Vault(Files.readAllBytes(keyFile), random);
    }

    /** Whole and durable before it has its name: a key that was used and then lost loses everything. */
    private static void create(Path keyFile, RandomGenerator random) throws IOException {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var draft = keyFile.resolveSibling(keyFile.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var file =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            file.write(ByteBuffer.wrap(key));
            file.force(true);
        }
        try {
            Files.move(draft, keyFile, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, keyFile);
        }
        try (var folder = FileChannel.open(keyFile.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /**
     * Encrypts.
     *
     * @param place where it will be kept, such as {@code iam.accesskey/AKIA…}; needed again to read it
     */
    public byte[] seal(byte[] secret, String place) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret, place);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    public byte[] seal(String secret, String place) {
        return seal(secret.getBytes(UTF_8), place);
    }

    /** Decrypts what {@link #seal} gave. @throws IllegalArgumentException when it was not sealed here for this place */
    public byte[] unseal(byte[] sealed, String place) {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalArgumentException("Not a sealed secret");
        }
        var buffer = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        var nonce = new byte[NONCE_BYTES];
        var rest = new byte[sealed.length - 1 - NONCE_BYTES];
        buffer.get(nonce).get(rest);
        return crypt(Cipher.DECRYPT_MODE, nonce, rest, place);
    }

    public String unsealText(byte[] sealed, String place) {
        return new String(unseal(sealed, place), UTF_8);
    }

    /** Thirty-two bytes for another purpose, the same each time, from which the key cannot be told. */
    public byte[] derive(String purpose) {
        return derive(key.getEncoded(), purpose);
    }

    private static byte[] derive(byte[] secret, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
        }
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, String place) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The secret of " + place + " cannot be read with this key", e);
        }
    }
}
