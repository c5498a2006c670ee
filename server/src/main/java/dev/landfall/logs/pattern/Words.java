package dev.landfall.logs.pattern;

import java.util.ArrayList;
import java.util.List;

/** The space-delimited words of a message. What stands in double quotes or square brackets is one word. */
final class Words {
    private Words() {}

    /** At most so many words, the last of which takes all that remains. */
    static List<String> split(String message, int most) {
        var words = new ArrayList<String>();
        var at = skipSpaces(message, 0);
        while (at < message.length()) {
            if (words.size() == most - 1) {
                words.add(unwrapped(message.substring(at).strip()));
                return words;
            }
            var end = end(message, at);
            words.add(unwrapped(message.substring(at, end)));
            at = skipSpaces(message, end);
        }
        return words;
    }

    private static int skipSpaces(String text, int from) {
        var at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int end(String text, int start) {
        var close = switch (text.charAt(start)) {
            case '"' -> '"';
            case '[' -> ']';
            default -> ' ';
        };
        var end = close == ' ' ? -1 : text.indexOf(close, start + 1);
        if (end >= 0) {
            return end + 1;
        }
        var at = start;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String unwrapped(String word) {
        var wrapped = word.length() > 1
                && ((word.startsWith("\"") && word.indexOf('"', 1) == word.length() - 1)
                        || (word.startsWith("[") && word.indexOf(']') == word.length() - 1));
        return wrapped ? word.substring(1, word.length() - 1) : word;
    }
}
