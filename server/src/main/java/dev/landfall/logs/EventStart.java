package dev.landfall.logs;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Knows the lines that begin a log event. What no line should cost is bounded: one that does counts as no beginning. */
final class EventStart {
    private static final int LOOKS_PER_LINE = 500_000; // a few milliseconds of backtracking

    private final Pattern pattern;

    private EventStart(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Empty when it is no regular expression. */
    static Optional<EventStart> of(String regex) {
        try {
            return Optional.of(new EventStart(Pattern.compile(regex)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    boolean begins(String line) {
        try {
            return pattern.matcher(new Metered(line)).find();
        } catch (TooLong | StackOverflowError e) { // Java matches groups within repetitions by recursion
            return false;
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("The regular expression takes too long", null, false, false);
        }
    }

    /** Text that counts each look at it: backtracking is the only way to look at a character very often. */
    private static final class Metered implements CharSequence {
        private final CharSequence text;
        private int left = LOOKS_PER_LINE;

        Metered(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooLong();
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
