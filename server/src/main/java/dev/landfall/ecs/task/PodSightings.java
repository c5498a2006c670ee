package dev.landfall.ecs.task;

import dev.landfall.engine.Observation;
import dev.landfall.engine.PodId;
import dev.landfall.store.Key;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The last that the engine told of each pod, and whose pod it is. Lives in memory: the engine tells it again. */
final class PodSightings implements Consumer<Observation> {
    private final Map<PodId, Observation> latest = new ConcurrentHashMap<>();
    private final Map<PodId, Key> owners = new ConcurrentHashMap<>();
    private final Consumer<Key> wake;
    private final Consumer<PodId> strange;

    /**
     * @param wake brings a task's key before the loop
     * @param strange is told of pods that no known task owns
     */
    PodSightings(Consumer<Key> wake, Consumer<PodId> strange) {
        this.wake = wake;
        this.strange = strange;
    }

    @Override
    public void accept(Observation seen) {
        latest.put(seen.pod(), seen);
        var owner = owners.get(seen.pod());
        if (owner == null) {
            strange.accept(seen.pod());
        } else {
            wake.accept(owner);
        }
    }

    void own(PodId pod, Key task) {
        owners.put(pod, task);
    }

    Optional<Observation> latest(PodId pod) {
        return Optional.ofNullable(latest.get(pod));
    }

    void forget(PodId pod) {
        latest.remove(pod);
        owners.remove(pod);
    }
}
