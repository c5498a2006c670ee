package dev.landfall.ssm;

import dev.landfall.contract.ssm.ParameterTier;
import dev.landfall.contract.ssm.ParameterType;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * One version of a parameter.
 *
 * @param sealed the value, encrypted whatever its type
 * @param modifiedBy the ARN of who wrote it
 */
record Version(
        String name,
        long number,
        ParameterType type,
        byte[] sealed,
        Optional<String> description,
        Optional<String> allowedPattern,
        ParameterTier tier,
        Instant modifiedAt,
        String modifiedBy) {
    /** The one key there is, which AWS gives every account. */
    static final String KEY_ID = "alias/aws/ssm";

    static final String DATA_TYPE = "text";

    /** By account, region, name, number. */
    static final Kind<Version> KIND = Kind.of("ssm.version", RecordCodec.of(Version.class));

    static Key key(Realm realm, String name, long number) {
        return Parameter.key(realm, name).with("%012d".formatted(number));
    }

    /** What binds a sealed value to its version. */
    static String place(Realm realm, String name, long number) {
        return KIND.name() + "/" + key(realm, name, number);
    }

    boolean isSecure() {
        return type == ParameterType.SECURE_STRING;
    }

    Optional<String> keyId() {
        return isSecure() ? Optional.of(KEY_ID) : Optional.empty();
    }

    /** The value, or what is kept of it where a SecureString is not to be decrypted. */
    String value(Vault vault, Realm realm, boolean decrypted) {
        return isSecure() && !decrypted
                ? Base64.getEncoder().encodeToString(sealed)
                : vault.unsealText(sealed, place(realm, name, number));
    }
}
