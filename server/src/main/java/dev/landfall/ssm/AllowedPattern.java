package dev.landfall.ssm;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expression that a parameter's values must match. */
final class AllowedPattern {
    /** Many times the longest value; an expression that goes back over it again and again runs out. */
    private static final int MOST_STEPS = 1_000_000;

    private AllowedPattern() {}

    /** @throws dev.landfall.contract.Fault when it does not match, or cannot be told in reasonable time */
    static void check(String pattern, String value) {
        try {
            if (!Pattern.compile(pattern).matcher(new Bounded(value)).find()) {
                throw SsmFaults.patternMismatch(pattern);
            }
        } catch (PatternSyntaxException | Exhausted | StackOverflowError e) {
            throw SsmFaults.invalidPattern(pattern);
        }
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    /** A text that can be looked at only so often: expressions come from strangers. */
    private static final class Bounded implements CharSequence {
        private final String text;
        private int steps;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
