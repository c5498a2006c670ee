package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import java.nio.file.Path;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections that read, each on the snapshot that its transaction began with. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int CONNECTIONS = Math.max(4, Runtime.getRuntime().availableProcessors());
    private static final long WAIT_SECONDS = 30; // a read takes milliseconds; beyond this something hangs

    private final Path file;
    private final Semaphore free = new Semaphore(CONNECTIONS, true);
    private final BlockingDeque<Session> idle = new LinkedBlockingDeque<>(CONNECTIONS);

    Readers(Path file) {
        this.file = file;
    }

    /** Runs work on one snapshot. */
    <T extends @Nullable Object> T read(Function<Session, T> work) {
        acquire();
        try {
            var session = idle.pollFirst();
            return onSnapshot(session == null ? Session.reader(file) : session, work);
        } finally {
            free.release();
        }
    }

    private <T extends @Nullable Object> T onSnapshot(Session session, Function<Session, T> work) {
        try {
            session.run("BEGIN");
            return work.apply(session);
        } finally {
            if (!session.recover("ROLLBACK") || !idle.offerFirst(session)) {
                session.close();
            }
        }
    }

    private void acquire() {
        try {
            if (!free.tryAcquire() && !free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Unavailable("The store has more to read than it can serve");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted before the read began", e);
        }
    }

    /** Waits a while for reads to end, then closes the connections. */
    @Override
    public void close() {
        try {
            if (!free.tryAcquire(CONNECTIONS, WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A read still runs while the store closes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
    }
}
