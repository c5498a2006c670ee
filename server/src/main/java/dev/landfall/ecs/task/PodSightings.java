package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerState;
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
        var owner = owners.get(seen.pod());
        if (owner == null && isGone(seen)) {
            latest.remove(seen.pod()); // removing it once more would only be told again
            return;
        }
        var before = latest.put(seen.pod(), seen);
        if (owner == null) {
            strange.accept(seen.pod());
        } else if (!seen.equals(
                before)) { // an engine may say the same again after each ensure, which would wake it anew
            wake.accept(owner);
        }
    }

    /** Whether nothing of a pod is left. */
    static boolean isGone(Observation seen) {
        return seen.sandbox() instanceof Observation.SandboxState.Absent
                && seen.containers().values().stream().allMatch(ContainerState.Absent.class::isInstance);
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
