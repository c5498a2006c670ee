package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells from an address which task asks. While a task lives, no other of this instance has its address. */
final class CallersByAddress implements Callers, AutoCloseable {
    /** A container on the bridge may ask before the engine has told its address, and the address is stored. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final AgentIds ids;
    private final Duration patience;
    private final RequestRates rates = new RequestRates();
    private final Store.Watch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    CallersByAddress(Store store, AgentIds ids) {
        this(store, ids, PATIENCE);
    }

    CallersByAddress(Store store, AgentIds ids, Duration patience) {
        this.store = store;
        this.ids = ids;
        this.patience = patience;
        this.watch = store.watch(Set.of(TaskKinds.TASK), change -> count());
    }

    @Override
    public Caller of(HttpRequest request, AgentPath path) {
        if (!rates.allow(request.remoteAddress(), request.receivedAt())) {
            return new Caller.TooOften();
        }
        return at(request.remoteAddress())
                .<Caller>map(Caller.Known::new)
                .orElseGet(() -> new Caller.Stranger(Optional.of(Kind.STRANGER_REFUSED)));
    }

    /** Empty for an address that no task with containers has now, nor within a moment. */
    private Optional<Asker> at(String address) {
        var left = patience.toNanos();
        while (true) {
            var seen = changesSoFar();
            var asker = known(address);
            if (asker.isPresent() || left <= 0) {
                return asker;
            }
            left = awaitChange(seen, left);
        }
    }

    private Optional<Asker> known(String address) {
        return store.read(reader -> reader.list(TaskKinds.TASK, TaskKinds.BY_ADDRESS, Scan.under(address)).stream()
                .map(Document::value)
                .filter(task -> task.phase().started())
                .findFirst()
                .flatMap(task -> Asker.of(reader, task, ids)));
    }

    private void count() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long changesSoFar() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** @return how long there is still to wait; nothing when no task changed */
    private long awaitChange(long seen, long nanos) {
        lock.lock();
        try {
            var left = nanos;
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return left;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
