package dev.landfall.wire.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding as RFC 3986 has it and as AWS signs it. */
public final class Percent {
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Decodes once. Bytes that are no UTF-8 become U+FFFD; a percent sign without two digits stands for itself. */
    public static String decode(String text) {
        return text.indexOf('%') < 0 ? text : decode(text, false);
    }

    /** As {@link #decode}, and a plus sign means a space, as in forms. */
    public static String decodeForm(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : decode(text, true);
    }

    /** Encodes everything but the unreserved characters; a space becomes {@code %20}. */
    public static String encode(String text) {
        if (text.chars().allMatch(Percent::isUnreserved)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return out.toString();
    }

    private static String decode(String text, boolean plusIsSpace) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var length = 0;
        for (var i = 0; i < bytes.length; i++) {
            var b = bytes[i];
            if (b == '%' && i + 2 < bytes.length && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
                b = (byte) (digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
                i += 2;
            } else if (b == '+' && plusIsSpace) {
                b = ' ';
            }
            bytes[length++] = b;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static int digit(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
