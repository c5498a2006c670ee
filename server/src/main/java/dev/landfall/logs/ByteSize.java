package dev.landfall.logs;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Sizes as Docker's options write them: {@code 10m}, {@code 4k}, {@code 1GiB}. */
final class ByteSize {
    static final long DEFAULT_BUFFER = 10L << 20;
    private static final Pattern FORM = Pattern.compile("(?i)(\\d{1,12}) ?([kmgt]?)(?:i?b)?");
    private static final String UNITS = "kmgt";

    private ByteSize() {}

    static OptionalLong parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        var unit = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2).toLowerCase(java.util.Locale.ROOT)) + 1;
        var bytes = Math.scalb((double) Long.parseLong(form.group(1)), 10 * unit);
        return OptionalLong.of((long) bytes); // what does not fit a long becomes the largest
    }
}
