package dev.landfall.contract;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression of AWS's model, compiled when first needed. */
public final class Expression {
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
        return pattern().map(known -> known.matcher(value).matches()).orElse(true);
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
