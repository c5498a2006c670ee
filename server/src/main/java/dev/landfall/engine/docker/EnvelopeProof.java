package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import dev.landfall.engine.cgroup.ProcessGroups;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees once that a container is where its pod's limits are. An engine in a container of its own, on the same kernel, makes
 * its groups below that one's, and what is written elsewhere limits nothing.
 */
record EnvelopeProof(Workbench bench) {
    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeProof.class);
    private static final ProcessGroups GROUPS = new ProcessGroups(Path.of("/proc"));

    /** Looks at a container that was just started, unless it is known by now. Blocks briefly. */
    void take(PodId pod, String containerId) {
        if (bench.traits().envelopesAreProven()) {
            return;
        }
        isHeld(pod, containerId).ifPresent(held -> {
            if (held) {
                bench.traits().proveEnvelopes();
            } else {
                LOG.warn("The engine keeps its control groups elsewhere: each container is limited by itself");
                var former = bench.traits().giveUpEnvelopes("the engine keeps its control groups elsewhere");
                new EnvelopeSweep(former, bench.instance()).removeAll();
            }
        });
    }

    /** Empty when it has ended, as its number may be another process's by then. */
    private Optional<Boolean> isHeld(PodId pod, String containerId) {
        var before = process(containerId);
        return before.flatMap(number -> GROUPS.isIn(number, pod))
                .filter(held -> process(containerId).equals(before));
    }

    private Optional<Long> process(String containerId) {
        return bench.containers()
                .inspect(containerId)
                .filter(ContainerInfo::isRunning)
                .map(info -> info.json().number("State", "Pid"))
                .filter(number -> number > 0);
    }
}
