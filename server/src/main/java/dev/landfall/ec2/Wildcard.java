package dev.landfall.ec2;

import java.util.regex.Pattern;

/** A filter's value: {@code *} stands for any characters, {@code ?} for one, and a backslash takes that from either. */
final class Wildcard {
    private static final Pattern PLAIN = Pattern.compile("[^*?\\\\]*");

    private final String value;
    private final boolean plain;

    Wildcard(String value) {
        this.value = value;
        this.plain = PLAIN.matcher(value).matches();
    }

    boolean matches(String text) {
        return plain ? value.equals(text) : glob(text);
    }

    /** Goes back only to the last star, so no value makes it slow. */
    private boolean glob(String text) {
        var at = 0;
        var from = 0;
        var star = -1;
        var resume = 0;
        while (from < text.length()) {
            if (at < value.length() && value.charAt(at) == '*') {
                star = at++;
                resume = from;
            } else if (at < value.length() && one(at, text.charAt(from))) {
                at += width(at);
                from++;
            } else if (star >= 0) {
                at = star + 1;
                from = ++resume;
            } else {
                return false;
            }
        }
        while (at < value.length() && value.charAt(at) == '*') {
            at++;
        }
        return at == value.length();
    }

    private boolean one(int at, char c) {
        return switch (value.charAt(at)) {
            case '?' -> true;
            case '\\' -> width(at) == 2 ? value.charAt(at + 1) == c : c == '\\';
            default -> value.charAt(at) == c;
        };
    }

    private int width(int at) {
        return value.charAt(at) == '\\' && at + 1 < value.length() ? 2 : 1;
    }
}
