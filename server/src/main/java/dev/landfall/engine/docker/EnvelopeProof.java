package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final Path PROCESSES = Path.of("/proc");

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
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var held = groups(before.get()).contains(pod.value());
        return process(containerId).filter(before.get()::equals).map(same -> held);
    }

    private Optional<Long> process(String containerId) {
        return bench.containers()
                .inspect(containerId)
                .filter(ContainerInfo::isRunning)
                .map(info -> info.json().number("State", "Pid"))
                .filter(number -> number > 0);
    }

    private static String groups(long process) {
        try {
            return Files.readString(PROCESSES.resolve(process + "/cgroup"));
        } catch (IOException e) {
            return "";
        }
    }
}
