package dev.landfall.engine.docker;

import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.time.Instant;

/** Begins nothing any more once it is closed: whatever would go on again and again ends there. */
final class ClosingScheduler implements Scheduler, AutoCloseable {
    private final Scheduler scheduler;
    private volatile boolean closed;

    ClosingScheduler(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Instant now() {
        return scheduler.now();
    }

    @Override
    public void execute(String name, Runnable work) {
        if (!closed) {
            scheduler.execute(name, work);
        }
    }

    @Override
    public Timer after(Duration delay, String name, Runnable work) {
        return scheduler.after(delay, name, () -> {
            if (!closed) {
                work.run();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
