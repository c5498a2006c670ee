package dev.landfall.logs.pattern;

import java.util.Map;
import java.util.Optional;

/**
 * A filter pattern as FilterLogEvents and TestMetricFilter take it. Made for one request: its regular expressions share a
 * budget of work.
 */
public interface FilterPattern {
    /** What matches in a message, by the names the pattern gives; empty when the message does not match. */
    Optional<Map<String, String>> match(String message);

    default boolean matches(String message) {
        return match(message).isPresent();
    }

    /** @throws InvalidPattern */
    static FilterPattern parse(String pattern) {
        var text = pattern.strip();
        if (text.isEmpty()) {
            return message -> Optional.of(Map.of());
        }
        var regexes = new Regexes();
        return switch (text.charAt(0)) {
            case '{' -> JsonPattern.parse(new PatternText(text), regexes);
            case '[' -> FieldsPattern.parse(new PatternText(text), regexes);
            default -> Terms.parse(new PatternText(text), regexes);
        };
    }

    /** A pattern that does not follow the grammar, or asks for too much work. */
    final class InvalidPattern extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidPattern(String message) {
            super(message, null, false, false);
        }
    }
}
