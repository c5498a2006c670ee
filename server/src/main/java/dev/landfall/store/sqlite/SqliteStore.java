package dev.landfall.store.sqlite;

import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.store.Subscriptions;
import dev.landfall.store.Transaction;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store, in one SQLite file with its write-ahead log. What a caller was told is committed survives
 * {@code kill -9} and loss of power.
 */
public final class SqliteStore implements Store {
    private final ScopedValue<Boolean> reading = ScopedValue.newInstance();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Indexes indexes = new Indexes();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Ownership ownership;
    private final Dispatch dispatch;
    private final Writer writer;
    private final Readers readers;

    private SqliteStore(Ownership ownership, Path file, Session session) {
        this.ownership = ownership;
        this.dispatch = new Dispatch(subscriptions);
        this.writer = new Writer(file, indexes, dispatch, session);
        this.readers = new Readers(file);
    }

    /**
     * Opens a file, makes it when there is none, and brings its schema up to date.
     *
     * @throws Store.Unavailable when another process has it, a newer program wrote it, or it cannot be written
     */
    public static SqliteStore open(Path file) {
        return open(file, Migrations.ALL);
    }

    static SqliteStore open(Path file, Migrations migrations) {
        var ownership = Ownership.of(file);
        @Nullable Session session = null;
        try {
            session = Session.writer(file);
            migrations.apply(session);
            var store = new SqliteStore(ownership, file, session);
            store.dispatch.start();
            store.writer.start();
            return store;
        } catch (RuntimeException e) {
            if (session != null) {
                session.close();
            }
            ownership.close();
            throw e;
        }
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super Reader, T> work) {
        requireOutside();
        if (closed.get()) {
            throw new Unavailable("The store is closed");
        }
        return readers.read(session -> ScopedValue.where(reading, true).call(() -> read(session, work)));
    }

    private <T extends @Nullable Object> T read(Session session, Function<? super Reader, T> work) {
        var reader = new SqliteReader(session, indexes);
        try {
            return work.apply(reader);
        } finally {
            reader.end();
        }
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<? super Transaction, T> work) {
        requireOutside();
        var pending = new Pending<T>(work);
        writer.submit(pending);
        return pending.await();
    }

    private void requireOutside() {
        if (reading.isBound() || writer.isCurrentThread()) {
            throw new IllegalStateException(
                    "A store was called from within its own lambda: use what the lambda was given");
        }
    }

    @Override
    public Watch watch(Set<Kind<?>> kinds, Consumer<Change> listener) {
        return subscriptions.add(kinds, listener);
    }

    @Override
    public void close() {
        requireOutside();
        if (closed.compareAndSet(false, true)) {
            writer.close();
            dispatch.close();
            readers.close();
            ownership.close();
        }
    }
}
