package dev.landfall.logs.pattern;

import java.util.function.Function;
import java.util.function.Predicate;

/** Conditions joined by {@code ||}, {@code &&} and parentheses; {@code &&} binds closer. */
final class Conditions {
    private Conditions() {}

    static <T> Predicate<T> parse(PatternText text, Function<PatternText, Predicate<T>> leaf) {
        var any = all(text, leaf);
        while (takes(text, "||")) {
            any = any.or(all(text, leaf));
        }
        return any;
    }

    private static <T> Predicate<T> all(PatternText text, Function<PatternText, Predicate<T>> leaf) {
        var all = one(text, leaf);
        while (takes(text, "&&")) {
            all = all.and(one(text, leaf));
        }
        return all;
    }

    private static <T> Predicate<T> one(PatternText text, Function<PatternText, Predicate<T>> leaf) {
        if (!takes(text, "(")) {
            return leaf.apply(text);
        }
        var inner = parse(text, leaf);
        text.skipSpaces();
        text.expect(")");
        return inner;
    }

    private static boolean takes(PatternText text, String next) {
        text.skipSpaces();
        return text.takes(next);
    }
}
