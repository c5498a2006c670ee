package dev.landfall.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.store.Transaction;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes versions and reads what they say. */
final class Versions {
    private static final int MOST = 100; // AWS keeps about as many before it clears deprecated ones away
    private static final int MOST_STAGES = 20;
    private static final int LONGEST = 65_536;
    private static final Pattern ID = Pattern.compile("[!-~]{32,64}");

    private final Vault vault;
    private final RandomGenerator random;

    Versions(Vault vault, RandomGenerator random) {
        this.vault = vault;
        this.random = random;
    }

    /** What a version is to say. */
    record Given(byte[] bytes, boolean binary) {
        /** @throws dev.landfall.contract.Fault when both were given, or neither, or too much */
        static Given of(@Nullable String text, byte @Nullable [] binary) {
            if (text != null && binary != null) {
                throw SecretsFaults.invalid(
                        "You can't specify both a binary secret value and a string secret value in the"
                                + " same secret.");
            }
            var given = binary != null
                    ? new Given(binary, true)
                    : new Given((text == null ? "" : text).getBytes(UTF_8), false);
            if (given.bytes().length == 0) {
                throw SecretsFaults.invalid("You must provide either SecretString or SecretBinary.");
            }
            if (given.bytes().length > LONGEST) {
                throw SecretsFaults.invalid("The secret value is longer than " + LONGEST + " bytes.");
            }
            return given;
        }
    }

    /** The id of a new version. @throws dev.landfall.contract.Fault when it cannot be one */
    String id(@Nullable String token) {
        if (token == null) {
            return new UUID(
                            random.nextLong() & ~0xF000L | 0x4000L,
                            random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L)
                    .toString();
        }
        if (!ID.matcher(token).matches()) {
            throw SecretsFaults.invalid("ClientRequestToken must be 32-64 characters long.");
        }
        return token;
    }

    /** Adds a version, or finds that the same request did so before. */
    Secret add(Transaction tx, Secret secret, String id, Given given, List<String> stages, Call call) {
        if (secret.versions().containsKey(id)) {
            requireSame(tx, secret, id, given, call.realm());
            return secret;
        }
        var place = place(call.realm(), secret, id);
        tx.put(
                Value.KIND,
                Value.key(call.realm(), secret.name(), id),
                new Value(vault.seal(given.bytes(), place), given.binary()));
        var changed = secret.withVersion(id, call.now()).changed(call.now());
        for (var stage : stages) {
            changed = changed.staged(stage, id);
        }
        // The first version is current whatever was asked: a secret with values has a current one.
        changed = changed.stages().containsKey(Secret.CURRENT) ? changed : changed.staged(Secret.CURRENT, id);
        if (changed.stages().size() > MOST_STAGES) {
            throw SecretsFaults.limit("A secret can have no more than " + MOST_STAGES + " staging labels.");
        }
        return put(tx, call.realm(), cleared(tx, call.realm(), changed, id));
    }

    private void requireSame(Transaction tx, Secret secret, String id, Given given, Realm realm) {
        var value = tx.get(Value.KIND, Value.key(realm, secret.name(), id)).orElseThrow(SecretsFaults::notFound);
        if (value.binary() != given.binary()
                || !MessageDigest.isEqual(bytes(value, secret, id, realm), given.bytes())) {
            throw SecretsFaults.versionExists(id);
        }
    }

    /** Without the oldest deprecated versions, where there are too many. */
    private static Secret cleared(Transaction tx, Realm realm, Secret secret, String newest) {
        var kept = secret;
        var deprecated = secret.versions().entrySet().stream()
                .filter(version -> secret.stagesOf(version.getKey()).isEmpty()
                        && !version.getKey().equals(newest))
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .limit(Math.max(0, secret.versions().size() - MOST))
                .toList();
        for (var version : deprecated) {
            tx.delete(Value.KIND, Value.key(realm, secret.name(), version));
            kept = kept.withoutVersion(version);
        }
        return kept;
    }

    static Secret put(Transaction tx, Realm realm, Secret secret) {
        tx.put(Secret.KIND, Secret.key(realm, secret.name()), secret);
        return secret;
    }

    byte[] bytes(Value value, Secret secret, String version, Realm realm) {
        return vault.unseal(value.sealed(), place(realm, secret, version));
    }

    /** Bound to the ARN too, which a secret made anew under the name does not share. */
    private static String place(Realm realm, Secret secret, String version) {
        return Value.KIND.name() + "/" + realm.account() + "/" + secret.arn() + "/" + version;
    }
}
