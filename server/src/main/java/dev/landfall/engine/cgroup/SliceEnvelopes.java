package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.PodId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Transient slices of systemd, for an engine whose control groups systemd makes: what anybody else writes into those it
 * would take back.
 */
record SliceEnvelopes(Systemd systemd, String instance) implements Envelopes {
    private static final long MICROS_A_SECOND = 1_000_000;

    @Override
    public Optional<String> parent(PodId pod) {
        return Optional.of(slice(pod.value()));
    }

    @Override
    public void open(PodId pod, Envelope envelope) throws IOException {
        var properties = properties(envelope);
        if (!systemd.startTransient(slice(pod.value()), properties)) {
            systemd.change(slice(pod.value()), properties);
        }
    }

    /** With version 2, which systemd wants, the engine itself knows what killed a container. */
    @Override
    public boolean isExhausted(PodId pod) {
        return false;
    }

    @Override
    public void close(PodId pod) throws IOException {
        systemd.stop(slice(pod.value()));
    }

    @Override
    public Set<PodId> open() throws IOException {
        var suffix = ".slice";
        return systemd.units(slice("*")).stream()
                .map(unit -> new PodId(unit.substring(prefix().length(), unit.length() - suffix.length())))
                .collect(Collectors.toSet());
    }

    @Override
    public void end() throws IOException {
        systemd.stop("landfall-" + escaped() + ".slice");
    }

    @Override
    public String describe() {
        return "systemd's slices " + slice("*");
    }

    /** A name's hyphens say which slices it is in. */
    private String slice(String pod) {
        return prefix() + pod + ".slice";
    }

    private String prefix() {
        return "landfall-" + escaped() + "-";
    }

    private String escaped() {
        return instance.replace('-', '_');
    }

    /** As busctl takes them: name, type, value. */
    private static List<Systemd.Property> properties(Envelope envelope) {
        var all = new ArrayList<Systemd.Property>();
        if (envelope.cpuShares() > 0) {
            all.add(new Systemd.Property("CPUWeight", UnifiedTree.weight(envelope.cpuShares())));
        }
        if (envelope.nanoCpus() > 0) {
            var micros = envelope.nanoCpus() * MICROS_A_SECOND / CgroupTree.NANO_CPUS;
            all.add(new Systemd.Property("CPUQuotaPerSecUSec", micros));
        }
        if (envelope.memoryBytes() > 0) {
            all.add(new Systemd.Property("MemoryMax", envelope.memoryBytes()));
        }
        if (envelope.processes() > 0) {
            all.add(new Systemd.Property("TasksMax", envelope.processes()));
        }
        return all;
    }
}
