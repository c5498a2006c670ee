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
            if (segment.indexOf(SEPARATOR) >= 0 || segment.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("A key segment holds a control character");
            }
            length += segment.length() + 1;
        }
        if (length > MAX_ENCODED_LENGTH) {
            throw new IllegalArgumentException("A key is longer than " + MAX_ENCODED_LENGTH + " characters");
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

    @Override
    public int compareTo(Key other) {
        return encoded().compareTo(other.encoded());
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
