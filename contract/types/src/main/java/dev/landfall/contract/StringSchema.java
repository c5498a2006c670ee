package dev.landfall.contract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * @param length in Unicode code points
 * @param pattern AWS's regular expression for the whole value
 */
public record StringSchema(Limits length, @Nullable Expression pattern, boolean sensitive) implements Schema {
    public static final StringSchema PLAIN = new StringSchema(Limits.NONE, null, false);

    public static StringSchema of(Limits length) {
        return new StringSchema(length, null, false);
    }

    public static StringSchema of(Limits length, String pattern) {
        return new StringSchema(length, new Expression(pattern), false);
    }

    /** The same constraints for values that must stay out of logs. */
    public StringSchema secret() {
        return new StringSchema(length, pattern, true);
    }

    public Optional<Expression> expression() {
        return Optional.ofNullable(pattern);
    }
}
