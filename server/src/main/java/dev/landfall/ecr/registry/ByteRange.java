package dev.landfall.ecr.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** The part of a blob that a client asks for, as RFC 9110 has it. Of several parts none is given: all of it will do. */
sealed interface ByteRange {
    record Whole() implements ByteRange {}

    /** Both ends included. */
    record Part(long first, long last) implements ByteRange {}

    /** Nothing of the blob is in it. */
    record Outside() implements ByteRange {}

    Pattern SYNTAX = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange of(Optional<String> header, long size) {
        var range = SYNTAX.matcher(header.orElse("").replace(" ", ""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            var suffix = Math.min(Long.parseLong(range.group(2)), size);
            return suffix == 0 ? new Outside() : new Part(size - suffix, size - 1);
        }
        var first = Long.parseLong(range.group(1));
        var last = range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (first >= size) {
            return new Outside();
        }
        return first > last ? new Whole() : new Part(first, last);
    }
}
