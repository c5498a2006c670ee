package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.PodId;
import java.util.Optional;
import java.util.Set;

/** Where the kernel's control groups are out of reach, each container is held by itself. */
public record NoEnvelopes(String reason) implements Envelopes {
    @Override
    public Optional<String> parent(PodId pod) {
        return Optional.empty();
    }

    @Override
    public void open(PodId pod, Envelope envelope) {}

    @Override
    public boolean isExhausted(PodId pod) {
        return false;
    }

    @Override
    public void close(PodId pod) {}

    @Override
    public Set<PodId> open() {
        return Set.of();
    }

    @Override
    public void end() {}

    @Override
    public String describe() {
        return "limits of each container by itself, for " + reason;
    }
}
