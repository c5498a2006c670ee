package dev.landfall.logs.pattern;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An operator and the value to its right, as fields and JSON properties share them. */
final class Comparison {
    // Longest first, so that none hides another.
    private static final List<String> OPERATORS = List.of("!=", "<=", ">=", "=", "<", ">");
    private static final String DELIMITERS = "\"%&|(){}[],";

    private Comparison() {}

    /** Reads an operator and a value into a test of a field's text; empty where there is no operator. */
    static Optional<Predicate<String>> parse(PatternText text, Regexes regexes) {
        text.skipSpaces();
        for (var operator : OPERATORS) {
            if (text.takes(operator)) {
                text.skipSpaces();
                return Optional.of(test(operator, text, regexes));
            }
        }
        return Optional.empty();
    }

    private static Predicate<String> test(String operator, PatternText text, Regexes regexes) {
        return switch (operator) {
            case "=" -> equal(text, regexes);
            case "!=" -> equal(text, regexes).negate();
            case "<" -> numeric(text, order -> order < 0);
            case "<=" -> numeric(text, order -> order <= 0);
            case ">" -> numeric(text, order -> order > 0);
            case ">=" -> numeric(text, order -> order >= 0);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static Predicate<String> equal(PatternText text, Regexes regexes) {
        if (text.takes("%")) {
            return regexes.parse(text);
        }
        var quoted = text.sees("\"");
        var value = value(text);
        var wildcard = new Wildcard(value);
        var number = quoted ? Optional.<Double>empty() : number(value);
        return field -> wildcard.matches(field) || (number.isPresent() && number.equals(number(field)));
    }

    private static Predicate<String> numeric(PatternText text, java.util.function.IntPredicate order) {
        var value = value(text);
        var bound = number(value).orElseThrow(() -> text.wrong("'" + value + "' is not a number"));
        return field -> number(field)
                .filter(found -> order.test(Double.compare(found, bound)))
                .isPresent();
    }

    private static String value(PatternText text) {
        if (text.takes("\"")) {
            return text.until('"', true);
        }
        var value = text.run(c -> !Character.isWhitespace(c) && DELIMITERS.indexOf(c) < 0);
        if (value.isEmpty()) {
            throw text.wrong("a value is missing");
        }
        return value;
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
