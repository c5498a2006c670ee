package dev.landfall.ecs.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many tasks have lately started at about the same time in one place: as many may come again. */
final class RecentStarts {
    private static final Duration TOGETHER = Duration.ofSeconds(10);
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 200; // more starts than anybody prepares for

    private final Deque<Instant> starts = new ArrayDeque<>();
    private Instant last;

    /** @param now when the place came into use */
    RecentStarts(Instant now) {
        last = now;
    }

    synchronized void started(Instant now) {
        last = now;
        starts.addLast(now);
        if (starts.size() > MOST_REMEMBERED) {
            starts.removeFirst();
        }
    }

    synchronized boolean isSince(Instant moment) {
        return last.isAfter(moment);
    }

    /** The most that have started within some seconds. */
    synchronized int peak(Instant now) {
        starts.removeIf(start -> start.plus(LATELY).isBefore(now));
        var together = new ArrayDeque<Instant>();
        var most = 0;
        for (var start : starts) {
            together.addLast(start);
            while (together.getFirst().plus(TOGETHER).isBefore(start)) {
                together.removeFirst();
            }
            most = Math.max(most, together.size());
        }
        return most;
    }
}
