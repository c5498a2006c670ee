package dev.landfall.logs.pattern;

import dev.landfall.logs.pattern.FilterPattern.InvalidPattern;
import java.util.function.IntPredicate;

/** A pattern and how far it has been read. */
final class PatternText {
    private final String text;
    private int at;

    PatternText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void skipSpaces() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    boolean sees(String next) {
        return text.startsWith(next, at);
    }

    /** Reads the next characters if they are these. */
    boolean takes(String next) {
        if (!sees(next)) {
            return false;
        }
        at += next.length();
        return true;
    }

    void expect(String next) {
        if (!takes(next)) {
            throw wrong("'" + next + "' is missing");
        }
    }

    /** The longest run of characters of a kind; may be empty. */
    String run(IntPredicate kind) {
        var start = at;
        while (!atEnd() && kind.test(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** The text up to a closing mark, which may be escaped by a backslash within. The opening mark has been read. */
    String until(char close, boolean unescape) {
        var found = new StringBuilder();
        while (!atEnd() && text.charAt(at) != close) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                if (!unescape || (text.charAt(at + 1) != close && text.charAt(at + 1) != '\\')) {
                    found.append('\\');
                }
                at++;
            }
            found.append(text.charAt(at++));
        }
        expect(String.valueOf(close));
        return found.toString();
    }

    InvalidPattern wrong(String why) {
        return new InvalidPattern("Invalid filter pattern: " + why + " at character " + (at + 1));
    }
}
