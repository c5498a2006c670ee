package dev.landfall.logs.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A place for one open partition. */
final class Slot {
    private final ReentrantLock lock = new ReentrantLock();

    @Nullable
    private Partition partition;

    /** Guarded by the pool's lock. */
    int users;

    <T> T run(Path file, PartitionPool.Work<T> work) throws SQLException {
        lock.lock();
        try {
            var open = partition;
            if (open == null) {
                open = Partition.open(file);
                partition = open;
            }
            return work.with(open);
        } catch (Throwable e) {
            close(); // whatever state it is in, the next one begins afresh
            throw e;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            var open = partition;
            partition = null;
            if (open != null) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
