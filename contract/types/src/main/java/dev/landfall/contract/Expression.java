package dev.landfall.contract;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression of AWS's model, compiled when first needed. */
public final class Expression {
    private static final long LOOKS = 100_000;
    private static final long LOOKS_PER_CHARACTER = 20; // ordinary expressions take two or three

    private final String text;
    private @Nullable Optional<Pattern> compiled;

    Expression(String text) {
        this.text = text;
    }

    /** As AWS wrote it. */
    public String text() {
        return text;
    }

    /** Absent where the expression is of a dialect Java does not have; such a constraint is not checked. */
    public Optional<Pattern> pattern() {
        var known = compiled;
        if (known == null) {
            known = compile(text);
            compiled = known; // a race compiles twice and does no harm
        }
        return known;
    }

    /** Whether the whole of a value is as the expression has it; true where the expression cannot be checked. */
    public boolean matches(String value) {
        return pattern().map(known -> matches(known, value)).orElse(true);
    }

    /**
     * Some of AWS's expressions take Java's matcher time exponential in the value, or more stack than there is. A value
     * that does so is no value of AWS's either.
     */
    private static boolean matches(Pattern known, String value) {
        try {
            var budget = new MatchBudget(LOOKS + LOOKS_PER_CHARACTER * value.length());
            return known.matcher(budget.over(value)).matches();
        } catch (MatchBudget.Spent | StackOverflowError tooHard) {
            return false;
        }
    }

    private static Optional<Pattern> compile(String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException unsupported) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
