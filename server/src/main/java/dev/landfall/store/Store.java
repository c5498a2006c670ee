package dev.landfall.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where all state lives. Every implementation passes {@code StoreContract}. */
public interface Store extends AutoCloseable {
    /** Runs a read on one consistent snapshot. */
    <T> T read(Function<? super Reader, T> work);

    /**
     * Runs one transaction and returns once it is durable. Transactions are serial: each sees all that committed before.
     * What the lambda throws rolls it back and is thrown here.
     */
    <T> T transact(Function<? super Transaction, T> work);

    /** As {@link #transact(Function)}, refused with {@link Lease.Lost} when a newer epoch of the lease exists. */
    <T> T transact(Lease lease, Function<? super Transaction, T> work);

    /** Tells every committed change of these kinds, in commit order, after it is durable. Listeners must not block. */
    Watch watch(Set<Kind<?>> kinds, Consumer<Change> listener);

    /** Takes or takes over a lease that is free or ran out; empty while another holds it. */
    Optional<Lease> acquire(String name, String holder, Duration ttl, Instant now);

    /** Holds on for another ttl; empty when it was lost. */
    Optional<Lease> renew(Lease lease, Duration ttl, Instant now);

    void release(Lease lease);

    @Override
    void close();

    /** One committed change. */
    record Change(Kind<?> kind, Key key, boolean deleted) {}

    /** A subscription; closing it ends it. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
