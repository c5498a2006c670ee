package dev.landfall.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The rules of leases, the same on every store: a lease is a document, and whoever writes under it checks it. */
final class Leases {
    private static final Kind<Held> HELD = Kind.of("store.lease", new HeldCodec());

    private Leases() {}

    /** Who has a lease; nobody ({@code holder} is empty) after it was given back. The epoch outlives the holder. */
    private record Held(long epoch, long untilMillis, String holder) {
        boolean freeAt(Instant now) {
            return holder.isEmpty() || untilMillis <= now.toEpochMilli();
        }

        boolean by(Lease lease) {
            return epoch == lease.epoch() && holder.equals(lease.holder());
        }
    }

    static Optional<Lease> acquire(Transaction tx, String name, String holder, Instant until, Instant now) {
        if (holder.isEmpty()) {
            throw new IllegalArgumentException("A lease needs the name of its holder");
        }
        var held = tx.get(HELD, Key.of(name)).orElse(new Held(0, 0, ""));
        if (!held.freeAt(now) && !held.holder().equals(holder)) {
            return Optional.empty();
        }
        var lease = new Lease(name, holder, held.epoch() + 1);
        tx.put(HELD, Key.of(name), new Held(lease.epoch(), until.toEpochMilli(), holder));
        return Optional.of(lease);
    }

    static Optional<Lease> renew(Transaction tx, Lease lease, Instant until) {
        if (!holds(tx, lease)) {
            return Optional.empty();
        }
        tx.put(HELD, Key.of(lease.name()), new Held(lease.epoch(), until.toEpochMilli(), lease.holder()));
        return Optional.of(lease);
    }

    static boolean release(Transaction tx, Lease lease) {
        if (!holds(tx, lease)) {
            return false;
        }
        tx.put(HELD, Key.of(lease.name()), new Held(lease.epoch(), 0, ""));
        return true;
    }

    static void check(Transaction tx, Lease lease) {
        if (!holds(tx, lease)) {
            throw new Lease.Lost(lease);
        }
    }

    private static boolean holds(Transaction tx, Lease lease) {
        return tx.get(HELD, Key.of(lease.name())).filter(held -> held.by(lease)).isPresent();
    }

    /** Three lines, written down by hand: the store's own bookkeeping depends on no codec above it. */
    private static final class HeldCodec implements Kind.Codec<Held> {
        @Override
        public byte[] encode(Held held) {
            var text = held.epoch() + "\n" + held.untilMillis() + "\n" + held.holder();
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Held decode(byte[] bytes) {
            var lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 3);
            return new Held(Long.parseLong(lines[0]), Long.parseLong(lines[1]), lines[2]);
        }
    }
}
