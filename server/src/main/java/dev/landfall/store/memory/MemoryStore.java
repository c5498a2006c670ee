package dev.landfall.store.memory;

import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.store.Subscriptions;
import dev.landfall.store.Subscriptions.Aftermath;
import dev.landfall.store.Transaction;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store that lives as long as its process. Work runs on the caller's thread under one lock, so that with one thread
 * everything that happens is told by what was asked. It dies where a {@link Crash} says, and a new one may be opened on
 * what {@link #committed()} then was.
 */
public final class MemoryStore implements Store {
    private final ReentrantLock lock = new ReentrantLock();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Queue<Aftermath> aftermaths = new ArrayDeque<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final Tables tables;
    private final Crash crash;
    private final Executor teller;
    private @Nullable MemoryTransaction current;
    private long commits;
    private boolean dead;
    private boolean closed;

    public MemoryStore() {
        this(Committed.NOTHING, Crash.NEVER, Runnable::run);
    }

    /** @param teller runs what follows a commit; with {@code Runnable::run} before {@code transact} returns */
    public MemoryStore(Committed state, Crash crash, Executor teller) {
        this.tables = new Tables(state);
        this.crash = crash;
        this.teller = teller;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super Reader, T> work) {
        return exclusively(tx -> {
            try {
                return work.apply(tx);
            } finally {
                tx.rollback();
            }
        });
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<? super Transaction, T> work) {
        T result = exclusively(tx -> {
            try {
                var value = work.apply(tx);
                commit(tx);
                return value;
            } catch (Throwable e) {
                if (!dead) {
                    tx.rollback();
                }
                throw e;
            }
        });
        teller.execute(this::tell);
        return result;
    }

    private void commit(MemoryTransaction tx) {
        var point = tx.wrote() ? crash.at(++commits) : Crash.Point.NONE;
        switch (point) {
            case NONE -> aftermaths.add(tx.aftermath());
            case BEFORE_DURABLE -> {
                tx.rollback();
                die();
            }
            case AFTER_DURABLE -> die();
        }
    }

    private void die() {
        dead = true;
        throw new Crash.Crashed();
    }

    private <T extends @Nullable Object> T exclusively(Function<MemoryTransaction, T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "A store was called from within its own lambda: use what the lambda was given");
        }
        lock.lock();
        try {
            requireAlive();
            var tx = new MemoryTransaction(tables, this::requireCurrent);
            current = tx;
            return work.apply(tx);
        } finally {
            current = null;
            lock.unlock();
        }
    }

    private void requireAlive() {
        if (dead) {
            throw new Crash.Crashed();
        }
        if (closed) {
            throw new Unavailable("The store is closed");
        }
    }

    private void requireCurrent(Transaction tx) {
        if (current != tx || !lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("A transaction was used outside its lambda");
        }
    }

    /** Tells what there is to tell, in order, one thread at a time; a nested call leaves it to the outer one. */
    private void tell() {
        if (telling.isHeldByCurrentThread()) {
            return;
        }
        telling.lock();
        try {
            for (var next = next(); next != null; next = next()) {
                subscriptions.tell(next);
            }
        } finally {
            telling.unlock();
        }
    }

    private @Nullable Aftermath next() {
        lock.lock();
        try {
            return dead ? null : aftermaths.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Watch watch(Set<Kind<?>> kinds, Consumer<Change> listener) {
        return subscriptions.add(kinds, listener);
    }

    /** All that was committed until now, also of a store that died. */
    public Committed committed() {
        lock.lock();
        try {
            return tables.committed();
        } finally {
            lock.unlock();
        }
    }

    public boolean isDead() {
        lock.lock();
        try {
            return dead;
        } finally {
            lock.unlock();
        }
    }

    /** Dies here and now: whatever is asked from now on throws {@link Crash.Crashed}. */
    public void kill() {
        lock.lock();
        try {
            dead = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
