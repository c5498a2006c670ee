package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all transactions that wait, runs each within its savepoint, and makes them durable
 * with one sync of the disk; callers hear of it only then.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int QUEUE = 4_096; // callers beyond this wait for room
    private static final int BATCH = 512; // at some 30 microseconds each, what a caller may wait for others
    private static final long SLOW_MILLIS = 500; // a thousand times what a transaction takes
    private static final long WAIT_SECONDS = 30; // longer than any disk that still works takes for a full queue

    private final Path file;
    private final Indexes indexes;
    private final Dispatch dispatch;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Pending<Boolean> stop = new Pending<>(tx -> true);
    private final Thread thread;
    private @Nullable Session session;
    private long sequence;
    private boolean failing;
    private volatile boolean stopping;

    Writer(Path file, Indexes indexes, Dispatch dispatch, Session session) {
        this.file = file;
        this.indexes = indexes;
        this.dispatch = dispatch;
        this.session = session;
        this.sequence = sequence(session);
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Puts a transaction in line. @throws Unavailable when the line is too long or closed */
    void submit(Pending<?> pending) {
        if (stopping) {
            throw new Unavailable("The store is closed");
        }
        dispatch.awaitRoom();
        if (!queue.offer(pending) && !offerPatiently(pending)) {
            throw new Unavailable("The store has more to write than its disk can take");
        }
        if (stopping && queue.remove(pending)) { // it may have come in behind the last batch
            throw new Unavailable("The store is closed");
        }
    }

    private boolean offerPatiently(Pending<?> pending) {
        try {
            return queue.offer(pending, WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted before the transaction began", e);
        }
    }

    private void work() {
        var batch = new ArrayList<Pending<?>>();
        while (!stopping || !queue.isEmpty()) {
            take(batch);
            try {
                commit(batch);
            } catch (Throwable e) { // nothing may end this thread while callers wait for it
                lose(batch, e);
            }
            batch.clear();
        }
    }

    private void take(List<Pending<?>> batch) {
        try {
            batch.add(queue.take());
        } catch (InterruptedException e) {
            LOG.debug("Interrupted by a transaction; the store goes on");
        }
        queue.drainTo(batch, BATCH - batch.size());
    }

    private void commit(List<Pending<?>> batch) {
        var current = session == null ? session = Session.writer(file) : session;
        var before = sequence;
        current.run("BEGIN IMMEDIATE");
        for (var pending : batch) {
            attempt(pending, current);
        }
        if (sequence != before) {
            current.run("UPDATE sequence SET last = ?", sequence);
        }
        current.run("COMMIT");
        batch.forEach(this::committed);
        recovered();
    }

    private void recovered() {
        if (failing) {
            LOG.info("The store works again");
        }
        failing = false;
    }

    private void attempt(Pending<?> pending, Session current) {
        var begun = System.nanoTime();
        pending.attempt(current, indexes, () -> ++sequence);
        Thread.interrupted(); // a lambda's interrupt is none of the next one's business
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (millis > SLOW_MILLIS) {
            LOG.warn("{} took {} ms, and all other transactions waited for it", pending, millis);
        }
    }

    private void committed(Pending<?> pending) {
        var transaction = pending.transaction();
        if (transaction != null) {
            transaction.built().forEach(indexes::built);
            dispatch.add(transaction.aftermath());
        }
        pending.answer();
    }

    /** Takes everything back, tells all callers, and begins anew on a fresh connection. */
    private void lose(List<Pending<?>> batch, Throwable reason) {
        if (failing) {
            LOG.debug("{} more transactions were rolled back", batch.size(), reason);
        } else {
            LOG.error("{} transactions were rolled back; the store goes on trying", batch.size(), reason);
        }
        failing = true;
        var lost = session;
        session = null;
        if (lost != null) {
            lost.recover("ROLLBACK");
            lost.close();
        }
        var answer = reason instanceof Unavailable known ? known : new Unavailable("The store failed", reason);
        batch.forEach(pending -> pending.refuse(answer));
    }

    private static long sequence(Session session) {
        return session.queryOne(row -> row.getLong(1), "SELECT last FROM sequence")
                .orElseThrow();
    }

    /** Commits what is in line, then stops. */
    @Override
    public void close() {
        stopping = true;
        if (!queue.offer(stop)) {
            LOG.debug("Closing with a full queue");
        }
        joined(thread);
        queue.forEach(pending -> pending.refuse(new Unavailable("The store is closed")));
        if (session != null) {
            session.close();
        }
    }

    /** Waits for a thread's end without regard to interrupts. */
    static void joined(Thread thread) {
        var interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
