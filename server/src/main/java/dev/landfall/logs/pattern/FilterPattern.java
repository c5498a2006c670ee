package dev.landfall.logs.pattern;

import java.util.Map;
import java.util.Optional;

/**
 * A filter pattern as FilterLogEvents and TestMetricFilter take it. Made for one request: its regular expressions share a
 * budget of work.
 */
public interface FilterPattern {
    /** How often a pattern's regular expressions may look at a character: a few seconds of work. */
    long LOOKS = 300_000_000;

    /** What matches in a message, by the names the pattern gives; empty when the message does not match. */
    Optional<Map<String, String>> match(String message);

    default boolean matches(String message) {
        return match(message).isPresent();
    }

    /** @throws InvalidPattern */
    static FilterPattern parse(String pattern) {
        return parse(pattern, LOOKS);
    }

    /**
     * @param looks after which it answers with {@link TooMuchWork}
     * @throws InvalidPattern
     */
    static FilterPattern parse(String pattern, long looks) {
        var text = pattern.strip();
        if (text.isEmpty()) {
            return message -> Optional.of(Map.of());
        }
        var regexes = new Regexes(looks);
        return switch (text.charAt(0)) {
            case '{' -> JsonPattern.parse(new PatternText(text), regexes);
            case '[' -> FieldsPattern.parse(new PatternText(text), regexes);
            default -> Terms.parse(new PatternText(text), regexes);
        };
    }

    /** A pattern that does not follow the grammar, or asks for too much work. */
    sealed class InvalidPattern extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidPattern(String message) {
            super(message, null, false, false);
        }
    }

    /** A pattern whose budget is spent. One made anew may go on where it stopped. */
    final class TooMuchWork extends InvalidPattern {
        private static final long serialVersionUID = 1L;

        TooMuchWork() {
            super("Invalid filter pattern: the regular expression takes too long to evaluate");
        }
    }
}
