package dev.landfall.logs.pattern;

import dev.landfall.logs.pattern.FilterPattern.InvalidPattern;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expressions of one pattern, which may look at so many characters altogether. */
final class Regexes {
    private static final int MAX_PER_PATTERN = 2; // AWS's quota
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9:_#=@/;,\\-^$?\\[\\]{}|\\\\*+.\\s]*");

    private long budget = 300_000_000; // a few seconds of work
    private int count;

    /** Reads what follows an opening {@code %}. */
    Predicate<String> parse(PatternText text) {
        var source = text.until('%', false);
        if (++count > MAX_PER_PATTERN) {
            throw text.wrong("there are more than " + MAX_PER_PATTERN + " regular expressions");
        }
        if (source.isEmpty() || !ALLOWED.matcher(source).matches()) {
            throw text.wrong("the regular expression holds a character that is not supported");
        }
        try {
            var regex = Pattern.compile(source);
            return message -> regex.matcher(new Metered(message)).find();
        } catch (PatternSyntaxException e) {
            throw text.wrong("the regular expression is not well-formed");
        }
    }

    /** Text that counts each look at it: backtracking is the only way to look at a character very often. */
    private final class Metered implements CharSequence {
        private final CharSequence text;

        Metered(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--budget < 0) {
                throw new InvalidPattern("Invalid filter pattern: the regular expression takes too long to evaluate");
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
