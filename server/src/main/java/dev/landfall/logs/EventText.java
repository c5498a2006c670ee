package dev.landfall.logs;

import dev.landfall.logs.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;

/** How long the driver lets an event be: 256 KiB with its overhead. */
final class EventText {
    static final int MAX_BYTES = 262_144;

    private EventText() {}

    static boolean fits(String text) {
        return StoredEvent.size(text) <= MAX_BYTES;
    }

    /** Text in pieces that fit, never cut within a character. */
    static List<String> pieces(String text) {
        if (fits(text)) {
            return text.isEmpty() ? List.of() : List.of(text);
        }
        var pieces = new ArrayList<String>();
        var from = 0;
        while (from < text.length()) {
            var to = end(text, from);
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static int end(String text, int from) {
        var left = MAX_BYTES - StoredEvent.size("");
        var at = from;
        while (at < text.length()) {
            var next = Character.charCount(text.codePointAt(at));
            left -= bytes(text.codePointAt(at));
            if (left < 0) {
                return at;
            }
            at += next;
        }
        return at;
    }

    private static int bytes(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
