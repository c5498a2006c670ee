package dev.landfall.store;

import java.util.List;

/**
 * The path of a document: segments from the general to the particular, such as account, region, cluster, task. Keys sort
 * segment by segment, so a shorter key is the prefix of a range.
 */
public record Key(List<String> segments) implements Comparable<Key> {
    /** Below every printable character, so that a prefix sorts before its longer siblings. */
    private static final char SEPARATOR = '\u0001';

    private static final int MAX_ENCODED_LENGTH = 2_048; // an AWS ARN and its realm fit four times over

    public static final Key ROOT = new Key(List.of());

    public Key {
        segments = List.copyOf(segments);
        var length = 0;
        for (var segment : segments) {
            requireStorable(segment);
            length += segment.length() + 1;
        }
        if (length > MAX_ENCODED_LENGTH) {
            throw new IllegalArgumentException("A key is longer than " + MAX_ENCODED_LENGTH + " characters");
        }
    }

    private static void requireStorable(String segment) {
        for (var i = 0; i < segment.length(); i++) {
            var c = segment.charAt(i);
            if (c == SEPARATOR || c == '\0') {
                throw new IllegalArgumentException("A key segment holds a control character");
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < segment.length()
                    && Character.isLowSurrogate(segment.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("A key segment holds half a character");
            }
        }
    }

    public static Key of(String... segments) {
        return new Key(List.of(segments));
    }

    /** Reads what {@link #encoded()} wrote. */
    public static Key decode(String encoded) {
        if (encoded.isEmpty()) {
            return ROOT;
        }
        return new Key(List.of(encoded.substring(0, encoded.length() - 1).split(String.valueOf(SEPARATOR), -1)));
    }

    public Key with(String... more) {
        var all = new java.util.ArrayList<>(segments);
        all.addAll(List.of(more));
        return new Key(all);
    }

    public String segment(int index) {
        return segments.get(index);
    }

    public String last() {
        return segments.getLast();
    }

    /** Every segment closed by a separator, so that string prefixes are segment prefixes. */
    public String encoded() {
        var out = new StringBuilder();
        for (var segment : segments) {
            out.append(segment).append(SEPARATOR);
        }
        return out.toString();
    }

    public boolean startsWith(Key prefix) {
        return segments.size() >= prefix.segments.size()
                && segments.subList(0, prefix.segments.size()).equals(prefix.segments);
    }

    /** The order of the UTF-8 bytes of {@link #encoded()}, which is how storage sorts. */
    @Override
    public int compareTo(Key other) {
        var common = Math.min(segments.size(), other.segments.size());
        for (var i = 0; i < common; i++) {
            var order = compare(segments.get(i), other.segments.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }

    private static int compare(String a, String b) {
        var common = Math.min(a.length(), b.length());
        for (var i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Puts the halves of characters beyond 16 bits after all others, where their UTF-8 bytes are. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x1_0000 : c;
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
