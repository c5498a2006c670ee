package dev.landfall.ecs.explain;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes as people read them. */
public final class Amounts {
    private static final double MEGABYTE = 1_000_000;
    private static final double KILOBYTE = 1_000;

    private Amounts() {}

    public static String of(Duration duration) {
        var seconds = duration.toMillis() / 1_000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    public static String bytes(long bytes) {
        return bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%.1f kB", bytes / KILOBYTE)
                : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
