package dev.landfall.engine.docker;

import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.time.Instant;

/** Cuts a call short when nothing was heard of it for too long. */
final class Silence implements AutoCloseable {
    private final Scheduler scheduler;
    private final Duration longest;
    private final Cutoff cutoff;
    private Instant heardAt;
    private boolean tooLong;
    private boolean closed;
    private Scheduler.Timer timer;

    Silence(Scheduler scheduler, Duration longest, Cutoff cutoff) {
        this.scheduler = scheduler;
        this.longest = longest;
        this.cutoff = cutoff;
        this.heardAt = scheduler.now();
        this.timer = lookAfter(longest);
    }

    synchronized void heard() {
        heardAt = scheduler.now();
    }

    /** Whether that is why the call was cut short. */
    synchronized boolean wasTooLong() {
        return tooLong;
    }

    private Scheduler.Timer lookAfter(Duration wait) {
        return scheduler.after(wait, "docker silence", this::look);
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        var left = Duration.between(scheduler.now(), heardAt.plus(longest));
        if (left.isPositive()) {
            timer = lookAfter(left);
        } else {
            tooLong = true;
            cutoff.cut();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
    }
}
