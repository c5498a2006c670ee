package dev.landfall.audit;

import java.util.concurrent.atomic.AtomicLongArray;

/** Takes note of what somebody tried and may not. */
public abstract class SecurityEvents {
    private final AtomicLongArray counts = new AtomicLongArray(SecurityEvent.Kind.values().length);

    /** Returns at once. */
    public final void record(SecurityEvent event) {
        counts.incrementAndGet(event.kind().ordinal());
        keep(event);
    }

    /** How many of a kind there were since the start. */
    public final long count(SecurityEvent.Kind kind) {
        return counts.get(kind.ordinal());
    }

    /** Must not block. */
    protected abstract void keep(SecurityEvent event);

    /** Counts, and keeps nothing. */
    public static SecurityEvents counting() {
        return new SecurityEvents() {
            @Override
            protected void keep(SecurityEvent event) {
                // Nobody will read it.
            }
        };
    }
}
