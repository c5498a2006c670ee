package dev.landfall.logs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Page tokens: opaque to the caller, the place after which to go on to us. */
final class Tokens {
    private Tokens() {}

    static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when there is no token. @throws dev.landfall.contract.Fault when it is not one */
    static Optional<String> decode(@Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8))
                    .filter(Groups::isKey)
                    .or(() -> {
                        throw LogsFaults.invalidToken();
                    });
        } catch (IllegalArgumentException e) {
            throw LogsFaults.invalidToken();
        }
    }
}
