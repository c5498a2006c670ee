package dev.landfall.contract;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of the model that a value breaks.
 *
 * @param path where, as AWS writes it: {@code tags.1.member.key}
 * @param value what was given, null where it is absent or must not be shown
 * @param absent whether nothing was given
 * @param constraint AWS's words for what should be
 */
public record Violation(String path, @Nullable String value, boolean absent, String constraint) {
    /** Longer values are cut: the caller knows what it sent. */
    private static final int SHOWN_CHARACTERS = 1_000;

    static Violation missing(String path) {
        return new Violation(path, null, true, "Member must not be null");
    }

    /** What breaks a constraint and may be shown. */
    public static Violation of(String path, Object value, String constraint) {
        return new Violation(path, shown(value.toString()), false, constraint);
    }

    static Violation hidden(String path, String constraint) {
        return new Violation(path, null, false, constraint);
    }

    private static String shown(String value) {
        return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "...";
    }

    /** AWS's sentence for this violation. */
    public String text() {
        var given = absent ? "Value null" : value == null ? "Value" : "Value '" + value + "'";
        return given + " at '" + path + "' failed to satisfy constraint: " + constraint;
    }

    /** AWS's message for all that is wrong with a request. */
    public static String message(List<Violation> violations) {
        return violations.size() + (violations.size() == 1 ? " validation error" : " validation errors") + " detected: "
                + violations.stream().map(Violation::text).collect(Collectors.joining("; "));
    }
}
