package dev.landfall.engine.simulated;

import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What will happen in the world, kept as data: it happens also when the platform's timers died with the platform. */
final class Happenings {
    private final Scheduler scheduler;
    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::number));
    private long numbers;

    private record Happening(Instant at, long number, Runnable action) {}

    Happenings(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    synchronized void after(Duration delay, Runnable action) {
        queue.add(new Happening(scheduler.now().plus(delay), numbers++, action));
        arm();
    }

    /** Sets the timer for the next one; to be called again when all timers were lost. */
    synchronized void arm() {
        var next = queue.peek();
        if (next != null) {
            var wait = Duration.between(scheduler.now(), next.at());
            scheduler.after(wait.isNegative() ? Duration.ZERO : wait, "the world", this::happen);
        }
    }

    private void happen() {
        for (var due = due(); due.isPresent(); due = due()) {
            due.get().action().run();
        }
        arm();
    }

    private synchronized Optional<Happening> due() {
        return Optional.ofNullable(queue.peek())
                .filter(next -> !next.at().isAfter(scheduler.now()))
                .map(next -> queue.remove());
    }
}
