package dev.landfall.network.nftables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets changes that wait for each other be made together: whoever has the turn makes all that are waiting. As many wait
 * as there are callers, for each blocks until its own change is made.
 */
final class Batches<C> {
    private final Consumer<List<C>> work;
    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentLinkedQueue<Ticket<C>> waiting = new ConcurrentLinkedQueue<>();

    Batches(Consumer<List<C>> work) {
        this.work = work;
    }

    /** A change and, once its turn is over, how that went. Guarded by the turn. */
    private static final class Ticket<C> {
        final C change;
        boolean done;
        Optional<RuntimeException> failure = Optional.empty();

        Ticket(C change) {
            this.change = change;
        }
    }

    /** Returns when the change is made, alone or with others. Throws what the work threw. */
    void make(C change) {
        var ticket = new Ticket<>(change);
        waiting.add(ticket);
        alone(() -> {
            if (!ticket.done) {
                makeAll();
            }
        });
        if (ticket.failure.isPresent()) {
            throw ticket.failure.get();
        }
    }

    /** Runs something while no change is being made. */
    void alone(Runnable something) {
        turn.lock();
        try {
            something.run();
        } finally {
            turn.unlock();
        }
    }

    private void makeAll() {
        var batch = new ArrayList<Ticket<C>>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
        }
        Optional<RuntimeException> failure = Optional.empty();
        try {
            work.accept(batch.stream().map(ticket -> ticket.change).toList());
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
        for (var ticket : batch) {
            ticket.failure = failure;
            ticket.done = true;
        }
    }
}
