package dev.landfall.logs.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Many writers, one disk: all that wait while one commit is made share the next. Commits are made on the executor's
 * threads, since a virtual thread that waits for the disk in native code would hold up all others on its carrier. Bounded
 * by the writers themselves, each of which waits for its own batch.
 */
final class GroupCommit {
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final Executor threads;
    private final Consumer<List<Append>> write;

    private record Waiting(Append batch, CompletableFuture<Void> done) {}

    GroupCommit(Executor threads, Consumer<List<Append>> write) {
        this.threads = threads;
        this.write = write;
    }

    /** Returns once the batch is durable. @throws StorageFault when it was not stored */
    void submit(Append batch) {
        var mine = new Waiting(batch, new CompletableFuture<>());
        queue.add(mine);
        beginWriting();
        try {
            mine.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageFault fault ? fault : e;
        }
    }

    private void beginWriting() {
        if (writing.compareAndSet(false, true)) {
            try {
                threads.execute(this::writeAll);
            } catch (RejectedExecutionException e) {
                var closed = new StorageFault("The log storage is closed", e);
                writing.set(false);
                take().forEach(waiting -> waiting.done().completeExceptionally(closed));
            }
        }
    }

    private void writeAll() {
        try {
            for (var together = take(); !together.isEmpty(); together = take()) {
                writeTogether(together);
            }
        } finally {
            writing.set(false);
            if (!queue.isEmpty()) {
                beginWriting(); // one came between the last look and the flag
            }
        }
    }

    private List<Waiting> take() {
        var all = new ArrayList<Waiting>();
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        return all;
    }

    private void writeTogether(List<Waiting> together) {
        try {
            write.accept(together.stream().map(Waiting::batch).toList());
            together.forEach(waiting -> waiting.done().complete(null));
        } catch (RuntimeException e) {
            together.forEach(waiting -> waiting.done().completeExceptionally(e));
        } catch (Error e) { // nobody must wait for ever; the thread's handler reports the rest
            var fault = new StorageFault("The log storage failed", e);
            together.forEach(waiting -> waiting.done().completeExceptionally(fault));
            throw e;
        }
    }
}
