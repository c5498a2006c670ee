package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import dev.landfall.store.Subscriptions;
import dev.landfall.store.Subscriptions.Aftermath;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that tells of commits, in their order. The writer never waits for it: when it falls behind, callers are
 * held back before they get in line.
 */
final class Dispatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final int BACKLOG = 65_536; // seconds of work for listeners that do not block, as they promise
    private static final long WAIT_SECONDS = 30; // then a listener hangs, and saying so beats waiting on

    private final Subscriptions subscriptions;
    private final BlockingQueue<Aftermath> queue = new LinkedBlockingQueue<>(); // bounded by awaitRoom
    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition room = lock.newCondition();
    private final Thread thread =
            Thread.ofPlatform().name("store-dispatch").daemon().unstarted(this::work);
    private volatile boolean stopping;

    Dispatch(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void start() {
        thread.start();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    void add(Aftermath aftermath) {
        if (!aftermath.isEmpty()) {
            queue.add(aftermath);
        }
    }

    /** Holds a caller back while too much is to be told. */
    void awaitRoom() {
        if (queue.size() < BACKLOG || isCurrentThread()) {
            return;
        }
        lock.lock();
        try {
            var nanos = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (queue.size() >= BACKLOG) {
                if (nanos <= 0) {
                    throw new Unavailable("Who listens to the store's commits does not keep up");
                }
                nanos = room.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted before the transaction began", e);
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        while (!stopping || !queue.isEmpty()) {
            try {
                subscriptions.tell(queue.take());
                makeRoom();
            } catch (InterruptedException e) {
                LOG.debug("Interrupted by a listener; the store goes on");
            } catch (Throwable e) { // nothing may end this thread while commits are to be told
                LOG.error("Telling a commit failed", e);
            }
        }
    }

    private void makeRoom() {
        if (queue.size() != BACKLOG - 1) {
            return; // nobody waits
        }
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells what is left, then stops; called by a listener, it leaves that to itself. */
    @Override
    public void close() {
        stopping = true;
        queue.add(new Aftermath(java.util.List.of(), java.util.List.of()));
        if (!isCurrentThread()) {
            Writer.joined(thread);
        }
    }
}
