package dev.landfall.wire;

/** Text as XML holds it. */
final class Xml {
    private Xml() {}

    /** Escapes what would be markup, and leaves out the control characters that XML cannot hold at all. */
    static String text(String value) {
        var out = new StringBuilder(value.length() + 16);
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#xD;");
                case '\n', '\t' -> out.append((char) c);
                default -> {
                    if (c >= ' ' && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF)) {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }
}
