package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import dev.landfall.engine.cgroup.Envelopes;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes envelopes that are around nothing, such as a process leaves that was killed. */
record EnvelopeSweep(Envelopes envelopes, String instance) {
    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeSweep.class);

    /** What was killed a moment ago may still be about to leave its group. */
    private static final int TRIES = 40;

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** @param living asked for after the envelopes are, so that it has whoever got one meanwhile */
    void removeAllBut(Supplier<Set<PodId>> living) {
        try {
            remove(envelopes.open(), living.get());
        } catch (IOException e) {
            LOG.warn("Control groups of {} stay until the next look: {}", instance, e.getMessage());
        }
    }

    /** With the instance's own place for them. Blocks, for two seconds at most. */
    void removeAll() {
        for (var left = TRIES; ; left--) {
            try {
                remove(envelopes.open(), Set.of());
                envelopes.end();
                return;
            } catch (IOException e) {
                if (left == 0) {
                    LOG.warn("Control groups of {} stay: {}", instance, e.getMessage());
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void remove(Set<PodId> open, Set<PodId> living) {
        for (var pod : open) {
            if (!living.contains(pod)) {
                remove(pod);
            }
        }
    }

    /** One that cannot go yet keeps no other. */
    private void remove(PodId pod) {
        try {
            envelopes.close(pod);
        } catch (IOException e) {
            LOG.debug("The control group of pod {} stays for now: {}", pod, e.getMessage());
        }
    }
}
