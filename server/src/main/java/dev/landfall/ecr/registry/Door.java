package dev.landfall.ecr.registry;

import dev.landfall.ecr.LoginToken;
import dev.landfall.ecr.LoginTokens;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Lets in who has a login that GetAuthorizationToken gave out and that is still good. */
final class Door {
    private static final String SCHEME = "basic ";

    private final LoginTokens tokens;
    private final RegistryAddress address;

    Door(LoginTokens tokens, RegistryAddress address) {
        this.tokens = tokens;
        this.address = address;
    }

    /** Empty when there is no login, or none of ours. @throws RegistryError when it ran out or is for elsewhere */
    Optional<LoginToken> login(HttpRequest request) {
        var login = request.header("Authorization").flatMap(Door::password).flatMap(tokens::read);
        login.ifPresent(found -> check(found, request));
        return login;
    }

    /** What a client without a login is told to come back with. */
    String challenge(HttpRequest request) {
        var host = address.realm(request.authority()).map(address::of).orElseGet(address::shared);
        return "Basic realm=\"http://" + host + "/\",service=\"ecr.amazonaws.com\"";
    }

    private void check(LoginToken login, HttpRequest request) {
        if (!request.receivedAt().isBefore(login.expiresAt())) {
            throw RegistryError.denied("Your authorization token has expired. Reauthenticate and try again.");
        }
        var named = address.realm(request.authority());
        if (named.isPresent() && !named.get().equals(login.realm())) {
            throw RegistryError.denied("The authorization token is for the registry of account "
                    + login.realm().account() + " in " + login.realm().region() + ". Log in to "
                    + address.of(named.get()) + " and try again.");
        }
    }

    private static Optional<String> password(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            var bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            var pair = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 && pair[0].equals(LoginToken.USER) ? Optional.of(pair[1]) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
