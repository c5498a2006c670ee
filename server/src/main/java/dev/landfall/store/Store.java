package dev.landfall.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where all state lives. Every implementation passes {@code StoreContract}.
 *
 * <p>A lambda given to the store works with what it was given and never calls the store again: that is refused with
 * {@link IllegalStateException}, since it would wait for itself.
 */
public interface Store extends AutoCloseable {
    /**
     * Runs a read on one consistent snapshot.
     *
     * @throws Unavailable when storage cannot be read
     */
    <T extends @Nullable Object> T read(Function<? super Reader, T> work);

    /**
     * Runs one transaction and returns once it is durable. Transactions are serial: each sees all that committed before.
     * What the lambda throws rolls it back and is thrown here. The lambda runs once at most.
     *
     * @throws Unavailable when storage cannot take it (a full disk, a closed store, too much waiting)
     */
    <T extends @Nullable Object> T transact(Function<? super Transaction, T> work);

    /** As {@link #transact(Function)}, refused with {@link Lease.Lost} when a newer epoch of the lease exists. */
    default <T extends @Nullable Object> T transact(Lease lease, Function<? super Transaction, T> work) {
        return transact(tx -> {
            Leases.check(tx, lease);
            return work.apply(tx);
        });
    }

    /**
     * Tells every committed change of these kinds, in commit order, after it is durable; it may begin with commits that
     * were just made. Listeners must not block.
     */
    Watch watch(Set<Kind<?>> kinds, Consumer<Change> listener);

    /**
     * Takes a lease that is free or ran out; empty while another holds it. A holder that asks again (it restarted) gets
     * a new epoch, which shuts out its former self.
     */
    default Optional<Lease> acquire(String name, String holder, Duration ttl, Instant now) {
        return transact(tx -> Leases.acquire(tx, name, holder, now.plus(ttl), now));
    }

    /** Holds on until a ttl from now; empty when it was lost. */
    default Optional<Lease> renew(Lease lease, Duration ttl, Instant now) {
        return transact(tx -> Leases.renew(tx, lease, now.plus(ttl)));
    }

    /** Gives a lease back at once; nothing happens when it was lost already. */
    default void release(Lease lease) {
        transact(tx -> Leases.release(tx, lease));
    }

    /** Finishes what was begun and refuses everything after. */
    @Override
    void close();

    /** One committed change: the last that its transaction did to the document. */
    record Change(Kind<?> kind, Key key, boolean deleted) {}

    /** A subscription; closing it ends it. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Storage cannot do it now. A transaction refused with this changed nothing, unless its message says otherwise. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
