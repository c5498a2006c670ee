package dev.landfall.logs.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many writers, one disk: whoever comes first writes for all who wait. Bounded by the writers themselves, each of which
 * waits for its own batch.
 */
final class GroupCommit {
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Consumer<List<Append>> write;

    GroupCommit(Consumer<List<Append>> write) {
        this.write = write;
    }

    /** Returns once the batch is durable. @throws StorageFault when it was not stored */
    void submit(Append batch) {
        var mine = new Waiting(batch);
        queue.add(mine);
        writing.lock();
        try {
            if (!mine.done) {
                writeAll();
            }
        } finally {
            writing.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void writeAll() {
        var together = new ArrayList<Waiting>();
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            together.add(next);
        }
        RuntimeException failure = null;
        try {
            write.accept(together.stream().map(waiting -> waiting.batch).toList());
        } catch (RuntimeException e) {
            failure = e;
        }
        for (var waiting : together) {
            waiting.failure = failure;
            waiting.done = true;
        }
    }

    /** Guarded by the lock. */
    private static final class Waiting {
        private final Append batch;
        private boolean done;

        @Nullable
        private RuntimeException failure;

        Waiting(Append batch) {
            this.batch = batch;
        }
    }
}
