package dev.landfall.logs.pattern;

import java.util.List;

/** A text in which {@code *} stands for any run of characters. */
final class Wildcard {
    private final List<String> pieces;

    Wildcard(String pattern) {
        this.pieces = List.of(pattern.split("\\*", -1));
    }

    boolean matches(String text) {
        if (pieces.size() == 1) {
            return text.equals(pieces.getFirst());
        }
        var last = pieces.getLast();
        var end = text.length() - last.length();
        if (!text.startsWith(pieces.getFirst()) || !text.endsWith(last)) {
            return false;
        }
        var at = pieces.getFirst().length();
        for (var piece : pieces.subList(1, pieces.size() - 1)) {
            var found = text.indexOf(piece, at);
            if (found < 0) {
                return false;
            }
            at = found + piece.length();
        }
        return at <= end;
    }
}
