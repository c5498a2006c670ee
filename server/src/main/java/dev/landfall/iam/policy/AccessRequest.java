package dev.landfall.iam.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What someone wants to do.
 *
 * @param action such as {@code ecs:RunTask}
 * @param resource its ARN, or {@code *} for nothing in particular
 * @param context condition keys and their values, such as {@code aws:username}; names in any case
 */
public record AccessRequest(String action, String resource, Caller caller, Map<String, List<String>> context) {
    public AccessRequest {
        var folded = new TreeMap<String, List<String>>();
        context.forEach((key, values) -> folded.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
        context = Map.copyOf(folded);
    }

    /** The values of a key; empty where the request does not have it. */
    public Optional<List<String>> values(String key) {
        return Optional.ofNullable(context.get(key.toLowerCase(Locale.ROOT)));
    }

    /** The value of a key that has one, as policy variables ask for it. */
    Optional<String> variable(String key) {
        return values(key).filter(values -> values.size() == 1).map(List::getFirst);
    }

    AccessRequest withResource(String other) {
        return new AccessRequest(action, other, caller, context);
    }
}
