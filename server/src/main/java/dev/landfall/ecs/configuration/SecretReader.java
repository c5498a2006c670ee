package dev.landfall.ecs.configuration;

import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns references into values, for one task. */
final class SecretReader {
    private static final int MOST_AT_ONCE = 10; // names of one GetParameters

    private final Secrets secrets;
    private final ExecutionRole role;
    private final Wording wording;

    SecretReader(Secrets secrets, ExecutionRole role, Wording wording) {
        this.secrets = secrets;
        this.role = role;
        this.wording = wording;
    }

    /** Each {@code valueFrom} with its value. @throws Unavailable for the first that cannot be had */
    Map<String, String> values(List<String> wanted) {
        var values = new HashMap<String, String>();
        var parameters = new LinkedHashMap<Realm, List<String>>();
        for (var given : wanted) {
            switch (reference(given)) {
                case SecretReference.Secret secret -> values.put(given, value(secret));
                case SecretReference.Parameter(var realm, var name) ->
                    parameters.computeIfAbsent(realm, r -> new ArrayList<>()).add(name);
            }
        }
        parameters.forEach((realm, names) -> values.putAll(parameters(realm, names)));
        return values;
    }

    ContainerConfiguration.Login login(String credentialsParameter) {
        var secret = registryLogin(credentialsParameter);
        try {
            return RegistryCredentials.parse(value(secret));
        } catch (Malformed e) {
            throw new Unavailable(wording.secret(secret, e.text()));
        }
    }

    private SecretReference.Secret registryLogin(String credentialsParameter) {
        try {
            return SecretReference.login(role.realm(), credentialsParameter);
        } catch (Malformed e) {
            throw malformed(credentialsParameter, e);
        }
    }

    private SecretReference reference(String given) {
        try {
            return SecretReference.of(role.realm(), given);
        } catch (Malformed e) {
            throw malformed(given, e);
        }
    }

    private Unavailable malformed(String given, Malformed why) {
        var nothing = java.util.Optional.<String>empty();
        var secret = new SecretReference.Secret(role.realm(), given, given, nothing, nothing, nothing);
        return new Unavailable(wording.secret(
                secret, "trying to retrieve secret with value " + given + " resulted in error: " + why.text()));
    }

    private String value(SecretReference.Secret secret) {
        String text;
        try {
            text = secrets.value(role, secret);
        } catch (Refused refused) {
            throw new Unavailable(wording.secret(secret, refused));
        }
        return secret.jsonKey().map(key -> member(secret, text, key)).orElse(text);
    }

    /** A text as it is; any other value as it is written. */
    private String member(SecretReference.Secret secret, String text, String key) {
        try {
            if (Json.parse(text) instanceof Json.Members members) {
                return members.get(key)
                        .map(value -> value instanceof Json.Text(var plain) ? plain : JsonText.of(value))
                        .orElseThrow(() -> new Unavailable(wording.secret(
                                secret, "retrieved secret from Secrets Manager did not contain json key " + key)));
            }
        } catch (Json.Malformed notJson) {
            // told below, without the parser's words, which quote the secret
        }
        throw new Unavailable(
                wording.secret(secret, "the secret is not a JSON object, and json key " + key + " was asked of it"));
    }

    private Map<String, String> parameters(Realm realm, List<String> names) {
        var found = new HashMap<String, String>();
        for (var from = 0; from < names.size(); from += MOST_AT_ONCE) {
            var batch = names.subList(from, Math.min(names.size(), from + MOST_AT_ONCE));
            try {
                found.putAll(secrets.parameters(role, realm, batch));
            } catch (Refused refused) {
                throw new Unavailable(wording.parameters(realm.region(), refused));
            }
        }
        var missing = names.stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new Unavailable(wording.parametersMissing(realm.region(), missing));
        }
        return found;
    }
}
