package dev.landfall.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Terms anywhere in a message: all of the required, none of the excluded ({@code -}), or, where there is nothing else, any
 * of the optional ({@code ?}). Beside other terms the optional ones count for nothing, as on AWS.
 */
record Terms(List<Predicate<String>> required, List<Predicate<String>> excluded, List<Predicate<String>> optional)
        implements FilterPattern {
    static Terms parse(PatternText text, Regexes regexes) {
        var terms = new Terms(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        text.skipSpaces();
        while (!text.atEnd()) {
            terms.list(text).add(term(text, regexes));
            text.skipSpaces();
        }
        return terms;
    }

    private List<Predicate<String>> list(PatternText text) {
        return text.takes("-") ? excluded : text.takes("?") ? optional : required;
    }

    private static Predicate<String> term(PatternText text, Regexes regexes) {
        if (text.takes("%")) {
            return regexes.parse(text);
        }
        var term = text.takes("\"")
                ? text.until('"', true)
                : text.run(c -> !Character.isWhitespace(c) && c != '"' && c != '%');
        if (term.isEmpty()) {
            throw text.wrong("a term is missing");
        }
        return message -> message.contains(term);
    }

    @Override
    public Optional<Map<String, String>> match(String message) {
        var matches = required.stream().allMatch(term -> term.test(message))
                && excluded.stream().noneMatch(term -> term.test(message))
                && (!required.isEmpty()
                        || !excluded.isEmpty()
                        || optional.stream().anyMatch(term -> term.test(message)));
        return matches ? Optional.of(Map.of()) : Optional.empty();
    }
}
