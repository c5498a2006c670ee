package dev.landfall.contract;

/**
 * How often regular expressions may look at a character of what they are matched against: some would never come to an end,
 * and backtracking is the only way to look at a character very often. For one thread.
 */
public final class MatchBudget {
    private long left;

    /** The budget is spent. */
    public static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("The regular expression takes too long", null, false, false);
        }
    }

    public MatchBudget(long looks) {
        left = looks;
    }

    /** The text to give to a matcher, which throws {@link Spent} once all texts of this budget were looked at too often. */
    public CharSequence over(CharSequence text) {
        return new Metered(text);
    }

    private final class Metered implements CharSequence {
        private final CharSequence text;

        Metered(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new Spent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
