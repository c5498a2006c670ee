package dev.landfall.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, and a virtual thread for each piece of work. */
public final class VirtualScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualScheduler.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10); // for work to end by itself at closing

    private final InstantSource clock;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timers;
    private volatile boolean closed;

    public VirtualScheduler() {
        this(InstantSource.system());
    }

    public VirtualScheduler(InstantSource clock) {
        this.clock = clock;
        this.timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("scheduler-timers").daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void execute(String name, Runnable work) {
        if (closed) {
            LOG.debug("{} came after closing", name);
            return;
        }
        var thread = Thread.ofVirtual().name(name).unstarted(() -> reported(name, work));
        threads.add(thread);
        thread.start();
    }

    private void reported(String name, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) { // the end of this thread, and its last chance to be heard
            LOG.error("{} ended with an error", name, e);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    @Override
    public Timer after(Duration delay, String name, Runnable work) {
        try {
            var due = timers.schedule(() -> execute(name, work), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} came after closing", name);
            return () -> {};
        }
    }

    /** Starts nothing any more, waits a while for what runs, and interrupts what does not end. */
    @Override
    public void close() {
        closed = true;
        timers.shutdownNow();
        var deadline = clock.instant().plus(PATIENCE);
        for (var thread : threads) {
            if (thread != Thread.currentThread() && !ended(thread, Duration.between(clock.instant(), deadline))) {
                LOG.warn("{} does not end and is interrupted", thread.getName());
                thread.interrupt();
            }
        }
    }

    private static boolean ended(Thread thread, Duration most) {
        try {
            return thread.join(most.isPositive() ? most : Duration.ofMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
