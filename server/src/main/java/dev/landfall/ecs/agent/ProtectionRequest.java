package dev.landfall.ecs.agent;

import dev.landfall.json.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a container wants of its protection.
 *
 * @param expiresInMinutes AWS's default when empty
 */
record ProtectionRequest(Optional<Boolean> enabled, Optional<Integer> expiresInMinutes) {
    private static final String ENABLED = "ProtectionEnabled";
    private static final String MINUTES = "ExpiresInMinutes";

    /** Empty for what is not such a request: other members are refused, as the agent does. */
    static Optional<ProtectionRequest> parse(String body) {
        try {
            return Json.parse(body) instanceof Json.Members(var members)
                            && Set.of(ENABLED, MINUTES).containsAll(members.keySet())
                            && isAbsentOr(Json.Truth.class, members, ENABLED)
                            && isAbsentOr(Json.Numeral.class, members, MINUTES)
                    ? Optional.of(new ProtectionRequest(enabled(members), minutes(members)))
                    : Optional.empty();
        } catch (Json.Malformed | ArithmeticException e) { // such as half a minute
            return Optional.empty();
        }
    }

    private static boolean isAbsentOr(Class<? extends Json> type, Map<String, Json> members, String name) {
        var value = members.getOrDefault(name, new Json.Null());
        return value instanceof Json.Null || type.isInstance(value);
    }

    private static Optional<Boolean> enabled(Map<String, Json> members) {
        return members.get(ENABLED) instanceof Json.Truth(var value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Integer> minutes(Map<String, Json> members) {
        return members.get(MINUTES) instanceof Json.Numeral(var digits)
                ? Optional.of(new BigDecimal(digits).intValueExact())
                : Optional.empty();
    }
}
