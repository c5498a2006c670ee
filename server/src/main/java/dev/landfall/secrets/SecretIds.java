package dev.landfall.secrets;

import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names, ARNs and version ids: how requests speak of secrets. */
final class SecretIds {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9/_+=.@-]{1,512}");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 6;

    private SecretIds() {}

    /** @throws dev.landfall.contract.Fault when no secret can be called so */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw SecretsFaults.invalid(
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following:"
                            + " -/_+=.@");
        }
    }

    static String arn(Realm realm, String name, RandomGenerator random) {
        var suffix = new StringBuilder();
        for (var i = 0; i < SUFFIX; i++) {
            suffix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return realm.arn("secretsmanager", "secret:" + name + "-" + suffix);
    }

    /** @throws dev.landfall.contract.Fault when there is none */
    static Secret get(Reader reader, Realm realm, String id) {
        return find(reader, realm, id).orElseThrow(SecretsFaults::notFound);
    }

    /** @throws dev.landfall.contract.Fault when there is none, or it was deleted */
    static Secret inUse(Reader reader, Realm realm, String id) {
        var secret = get(reader, realm, id);
        if (secret.isDeleted()) {
            throw SecretsFaults.deleted();
        }
        return secret;
    }

    /** By its name, its ARN, or its ARN without the random end. */
    static Optional<Secret> find(Reader reader, Realm realm, String id) {
        var prefix = realm.arn("secretsmanager", "secret:");
        if (!id.startsWith(prefix)) {
            return named(reader, realm, id);
        }
        var rest = id.substring(prefix.length());
        var whole = rest.length() > SUFFIX + 1 && rest.charAt(rest.length() - SUFFIX - 1) == '-'
                ? named(reader, realm, rest.substring(0, rest.length() - SUFFIX - 1))
                        .filter(secret -> secret.arn().equals(id))
                : Optional.<Secret>empty();
        return whole.or(() -> named(reader, realm, rest));
    }

    /** Wherever it is. */
    static Optional<Secret> byArn(Reader reader, String arn) {
        var parts = arn.split(":", 6);
        return parts.length == 6 && parts[2].equals("secretsmanager")
                ? find(reader, new Realm(parts[4], parts[3]), arn)
                : Optional.empty();
    }

    private static Optional<Secret> named(Reader reader, Realm realm, String name) {
        return NAME.matcher(name).matches() ? reader.get(Secret.KIND, Secret.key(realm, name)) : Optional.empty();
    }
}
