package dev.landfall.logs.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The databases that are open now, at most so many unless more are in use at once; one user each at a time. */
final class PartitionPool implements AutoCloseable {
    private final int maxOpen;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Path, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    PartitionPool(int maxOpen) {
        this.maxOpen = maxOpen;
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Partition partition) throws SQLException;
    }

    /** Runs work on a partition, opening it where it is not. @throws StorageFault */
    <T> T with(Path file, Work<T> work) {
        var slot = take(file);
        try {
            return slot.run(file, work);
        } catch (SQLException e) {
            throw new StorageFault("The log partition " + file.getFileName() + " cannot be used", e);
        } finally {
            giveBack(slot);
        }
    }

    /** Closes a partition that nobody uses. */
    void discard(Path file) {
        lock.lock();
        try {
            var slot = slots.remove(file);
            if (slot != null) {
                slot.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private Slot take(Path file) {
        lock.lock();
        try {
            var slot = slots.computeIfAbsent(file, f -> new Slot());
            slot.users++;
            return slot;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Slot slot) {
        lock.lock();
        try {
            slot.users--;
            closeEldest();
        } finally {
            lock.unlock();
        }
    }

    private void closeEldest() {
        var eldest = slots.values().iterator();
        while (slots.size() > maxOpen && eldest.hasNext()) {
            var slot = eldest.next();
            if (slot.users == 0) {
                slot.close();
                eldest.remove();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            new ArrayList<>(slots.values()).forEach(Slot::close);
            slots.clear();
        } finally {
            lock.unlock();
        }
    }
}
