package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes envelopes that a process which was killed left around nothing. */
record EnvelopeSweep(Workbench bench) {
    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeSweep.class);

    void removeAllBut(Collection<FoundPod> pods) {
        remove(pods.stream().map(FoundPod::id).collect(Collectors.toSet()));
    }

    /** With the instance's own place for them. */
    void removeAll() {
        remove(Set.of());
        try {
            bench.traits().envelopes().end();
        } catch (IOException e) {
            LOG.debug("The control group of {} stays: {}", bench.instance(), e.getMessage());
        }
    }

    private void remove(Set<PodId> living) {
        try {
            for (var pod : bench.traits().envelopes().open()) {
                if (!living.contains(pod)) {
                    bench.traits().envelopes().close(pod);
                }
            }
        } catch (IOException e) {
            LOG.warn("Control groups of {} stay: {}", bench.instance(), e.getMessage());
        }
    }
}
