package dev.landfall.ecs.placement;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A text that a regular expression may look at only so often: some expressions would never come to an end. */
final class BoundedText implements CharSequence {
    private static final int MAX_LOOKS =
            100_000; // a value has at most 128 characters; a sound expression looks at each a few times

    private final String text;
    private int looks;

    private BoundedText(String text) {
        this.text = text;
    }

    /** @throws QueryFault when the expression is none */
    static void check(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw new QueryFault("'" + regex + "' is no regular expression");
        }
    }

    /** Whether all of a text matches. @throws QueryFault when that takes too long */
    static boolean matches(String regex, String text) {
        try {
            return Pattern.compile(regex).matcher(new BoundedText(text)).matches();
        } catch (StackOverflowError e) {
            throw tooHard();
        }
    }

    private static QueryFault tooHard() {
        return new QueryFault("a regular expression takes too long");
    }

    @Override
    public char charAt(int index) {
        if (++looks > MAX_LOOKS) {
            throw tooHard();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
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
