package dev.landfall.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what an engine told. */
public final class Listener implements Consumer<Observation> {
    private final Map<PodId, List<Observation>> told = new HashMap<>();

    @Override
    public synchronized void accept(Observation observation) {
        told.computeIfAbsent(observation.pod(), id -> new ArrayList<>()).add(observation);
    }

    public synchronized List<Observation> of(PodId pod) {
        return List.copyOf(told.getOrDefault(pod, List.of()));
    }

    public Optional<Observation> newest(PodId pod) {
        var all = of(pod);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public ContainerState container(PodId pod, String name) {
        return newest(pod)
                .map(observation -> observation.containers().get(name))
                .orElseGet(ContainerState.Absent::new);
    }
}
