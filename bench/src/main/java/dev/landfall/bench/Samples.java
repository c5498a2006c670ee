package dev.landfall.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Durations of one thing done many times, in order of size. */
final class Samples {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sortedNanos;

    Samples(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    static Samples of(Collection<Long> nanos) {
        return new Samples(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    int count() {
        return sortedNanos.length;
    }

    double median() {
        return percentile(50);
    }

    double max() {
        return percentile(100);
    }

    /** In milliseconds: the smallest sample that so many percent do not exceed. */
    double percentile(int percent) {
        var rank = (int) Math.ceil(percent / 100.0 * sortedNanos.length);
        return sortedNanos[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }

    static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
