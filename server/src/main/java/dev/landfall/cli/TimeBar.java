package dev.landfall.cli;

import dev.landfall.ecs.explain.Amounts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Draws spans of time one under the other, on one scale. */
final class TimeBar {
    private static final int WIDTH = 40;

    private final Instant begin;
    private final long millis;

    TimeBar(Instant begin, Instant end) {
        this.begin = begin;
        this.millis = Math.max(1, Duration.between(begin, end).toMillis());
    }

    /** The scale's ends, over the bars. */
    String scale() {
        var end = Amounts.of(Duration.ofMillis(millis));
        return "|0 s" + " ".repeat(Math.max(1, WIDTH - "0 s".length() - end.length())) + end + "|";
    }

    /** A bar from a moment to a moment; an arrow head where it goes on; nothing where it has not begun. */
    String of(@Nullable Instant from, @Nullable Instant to) {
        var picture = new StringBuilder("|" + " ".repeat(WIDTH) + "|");
        if (from != null) {
            var first = column(from);
            var last = to == null ? WIDTH - 1 : Math.max(first, column(to));
            for (var at = first; at <= last; at++) {
                picture.setCharAt(at + 1, '#');
            }
            if (to == null) {
                picture.setCharAt(WIDTH, '>');
            }
        }
        return picture.toString();
    }

    private int column(Instant at) {
        var share = (double) Duration.between(begin, at).toMillis() / millis;
        return (int) Math.clamp(Math.floor(share * WIDTH), 0, WIDTH - 1);
    }
}
