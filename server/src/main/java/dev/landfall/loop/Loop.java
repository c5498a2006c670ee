package dev.landfall.loop;

import dev.landfall.loop.Reconciler.Next;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a reconciler for each key that was woken: one run of a key at a time, a bounded number of keys at once. A wake-up
 * during a run causes another; failures are tried again ever more slowly; a sweep over all keys makes lost wake-ups
 * harmless.
 */
public final class Loop<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long CLOSE_SECONDS = 30; // what runs longer is cut off with its thread

    private final Options options;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Reconciler<K> reconciler;
    private final Supplier<? extends Iterable<K>> keys;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final WorkQueue<K> queue = new WorkQueue<>();
    private final LongAdder runs = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private int starting; // threads asked for that did not take a key yet
    private int inside;
    private boolean closed;

    /**
     * How a loop behaves.
     *
     * @param name of its threads and log lines
     * @param concurrency how many keys are worked on at once
     * @param sweepEvery about how often every key is looked at, woken or not
     */
    public record Options(String name, int concurrency, Duration sweepEvery, Backoff backoff) {
        public static Options of(String name, int concurrency, Duration sweepEvery) {
            return new Options(name, concurrency, sweepEvery, Backoff.USUAL);
        }
    }

    /**
     * What a loop did so far and has in hand.
     *
     * @param queued keys that wait for a run
     * @param running keys that are worked on
     */
    public record Counters(long runs, long failures, int queued, int running) {}

    /** @param keys all there are, asked on a thread of the scheduler's at each sweep */
    public Loop(
            Options options,
            Scheduler scheduler,
            RandomGenerator random,
            Reconciler<K> reconciler,
            Supplier<? extends Iterable<K>> keys) {
        this.options = options;
        this.scheduler = scheduler;
        this.random = random;
        this.reconciler = reconciler;
        this.keys = keys;
    }

    /** Begins with a sweep, which takes up what was left by the process before. */
    public void start() {
        scheduler.execute(options.name() + " sweep", this::sweep);
    }

    /**
     * Looks at a key soon. Waking it again before that changes nothing, and a key that failed many times in a row keeps
     * to its backoff.
     */
    public void wake(K key) {
        guarded(() -> queue.wake(key));
    }

    public Counters counters() {
        lock.lock();
        try {
            return new Counters(runs.sum(), failures.sum(), queue.waiting(), queue.running());
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        try {
            keys.get().forEach(this::wake);
        } catch (RuntimeException e) {
            LOG.warn("The sweep of {} failed and is tried again in {}", options.name(), options.sweepEvery(), e);
        } finally { // also after an Error, which the thread's handler reports
            guarded(() -> scheduler.after(jittered(options.sweepEvery()), options.name() + " sweep", this::sweep));
        }
    }

    /** Between nine and eleven tenths, so that loops do not sweep in step. */
    private Duration jittered(Duration period) {
        return Duration.ofNanos((long) (period.toNanos() * (0.9 + random.nextDouble() / 5)));
    }

    private void runNext() {
        takeNext().ifPresent(this::run);
    }

    private void run(K key) {
        try {
            runs.increment();
            var next = reconciler.reconcile(key, scheduler.now());
            guarded(() -> succeeded(key, next));
        } catch (RuntimeException e) {
            guarded(() -> failed(key, e));
        } catch (Error e) { // the key must not stay marked as running; the thread's handler reports the rest
            guarded(() -> failed(key, e));
            throw e;
        } finally {
            leave();
        }
    }

    private void succeeded(K key, Next next) {
        var before = queue.succeeded(key);
        if (before > 0) {
            LOG.info("{} {} works again after {} failures", options.name(), key, before);
        }
        switch (next) {
            case Next.Settled() -> {}
            case Next.After(var delay) -> again(key, delay);
        }
    }

    private void failed(K key, Throwable thrown) {
        failures.increment();
        var count = queue.failed(key);
        var delay = options.backoff().delay(count, random);
        if (count == 1) {
            LOG.warn("{} {} failed and is tried again", options.name(), key, thrown);
        } else {
            LOG.debug("{} {} failed {} times, next in {}", options.name(), key, count, delay, thrown);
        }
        again(key, delay);
    }

    private void again(K key, Duration delay) {
        queue.wait(key, () -> scheduler.after(delay, options.name() + " " + key, () -> guarded(() -> queue.ring(key))));
    }

    /** Changes the queue under the lock, unless closed, and starts what may run then. */
    private void guarded(Runnable change) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            change.run();
            while (queue.running() + starting < options.concurrency() && queue.waiting() > starting) {
                starting++;
                scheduler.execute(options.name(), this::runNext);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Taken only now, so that what wakes a key until its run begins is one wake-up. */
    private Optional<K> takeNext() {
        lock.lock();
        try {
            starting--;
            if (closed) {
                return Optional.empty();
            }
            inside++;
            return Optional.of(queue.take());
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts nothing any more and waits for runs to end. Not to be called from within one. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            var nanos = TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
            while (inside > 0 && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            if (inside > 0) {
                LOG.warn("{} still runs for {} keys and is left behind", options.name(), inside);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
