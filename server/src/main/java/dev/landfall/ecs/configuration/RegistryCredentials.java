package dev.landfall.ecs.configuration;

import dev.landfall.json.Json;

/** The login that a secret holds for {@code repositoryCredentials}: {@code {"username": "…", "password": "…"}}. */
final class RegistryCredentials {
    private RegistryCredentials() {}

    /** @throws Refused when it does not hold one; the text says nothing of what it holds */
    static ContainerConfiguration.Login parse(String secret) throws Malformed {
        return new ContainerConfiguration.Login(member(secret, "username"), member(secret, "password"));
    }

    private static String member(String secret, String name) throws Malformed {
        try {
            if (Json.parse(secret) instanceof Json.Members members) {
                return members.get(name)
                        .map(RegistryCredentials::text)
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> new Malformed(
                                "asm fetching " + name + ": AuthorizationData is malformed, empty field"));
            }
        } catch (Json.Malformed notJson) {
            // told below, without the parser's words, which quote the secret
        }
        throw new Malformed("asm fetching authorization data: unable to unmarshal secret value, invalid schema");
    }

    private static String text(Json value) {
        return value instanceof Json.Text text ? text.value() : "";
    }
}
