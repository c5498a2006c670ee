package dev.landfall.logs.storage;

/**
 * An event as it was stored.
 *
 * @param stream it belongs to
 * @param ingestionTime when it was appended, in milliseconds since 1970
 */
public record StoredEvent(EventPosition position, StreamRef stream, long ingestionTime, String message) {
    public long timestamp() {
        return position.timestamp();
    }

    /** What an event counts against CloudWatch's limits: its UTF-8 bytes and 26 more. */
    public static int size(String message) {
        return utf8Length(message) + OVERHEAD_BYTES;
    }

    private static final int OVERHEAD_BYTES = 26;

    private static int utf8Length(String text) {
        var length = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            // Either half of a surrogate pair counts two of the pair's four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
