package dev.landfall.contract.codec;

import java.nio.charset.StandardCharsets;

/** XML text being written: elements and character data, which is all that AWS's answers need. */
final class Xml {
    private final StringBuilder text = new StringBuilder(512);

    Xml open(String element) {
        text.append('<').append(element).append('>');
        return this;
    }

    Xml open(String element, String namespace) {
        text.append('<').append(element).append(" xmlns=\"");
        append(namespace);
        text.append("\">");
        return this;
    }

    Xml close(String element) {
        text.append("</").append(element).append('>');
        return this;
    }

    Xml leaf(String element, String content) {
        open(element);
        append(content);
        return close(element);
    }

    byte[] toBytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(String content) {
        content.codePoints().forEach(this::append);
    }

    private void append(int c) {
        switch (c) {
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '&' -> text.append("&amp;");
            case '"' -> text.append("&quot;");
            case '\r' -> text.append("&#xD;"); // readers would make a bare one a line feed
            default -> text.appendCodePoint(allowed(c) ? c : 0xfffd);
        }
    }

    /** XML 1.0 has no way to write the others, not even escaped. */
    private static boolean allowed(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }
}
