package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import dev.landfall.engine.cgroup.Envelopes;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes envelopes that are around nothing, such as a process leaves that was killed. */
record EnvelopeSweep(Envelopes envelopes, String instance) {
    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeSweep.class);

    void removeAllBut(Collection<FoundPod> pods) {
        remove(pods.stream().map(FoundPod::id).collect(Collectors.toSet()));
    }

    /** With the instance's own place for them. */
    void removeAll() {
        remove(Set.of());
        try {
            envelopes.end();
        } catch (IOException e) {
            LOG.debug("The control group of {} stays: {}", instance, e.getMessage());
        }
    }

    private void remove(Set<PodId> living) {
        try {
            for (var pod : envelopes.open()) {
                if (!living.contains(pod)) {
                    envelopes.close(pod);
                }
            }
        } catch (IOException e) {
            LOG.warn("Control groups of {} stay: {}", instance, e.getMessage());
        }
    }
}
