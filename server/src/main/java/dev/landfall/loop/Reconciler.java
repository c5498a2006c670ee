package dev.landfall.loop;

import java.time.Duration;
import java.time.Instant;

/** Brings one key closer to what is wanted. Input-free and idempotent: it reads all it needs, and may be run any time. */
@FunctionalInterface
public interface Reconciler<K> {
    Next reconcile(K key, Instant now);

    /** When to look again if nothing wakes the key before. */
    sealed interface Next {
        /** Nothing to wait for: a wake-up or the sweep brings it back. */
        record Settled() implements Next {}

        /** Look again after a while, whatever happens. */
        record After(Duration delay) implements Next {}

        Next SETTLED = new Settled();

        static Next after(Duration delay) {
            return new After(delay);
        }
    }
}
