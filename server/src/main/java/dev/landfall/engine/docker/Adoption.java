package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes over what an earlier process left. A pod of which something cannot be looked at is taken over later: without it the
 * pod would be told of as if that were gone. What is asked of the pod waits so long.
 */
final class Adoption {
    private final Workbench bench;
    private final Pods pods;
    private final Sandboxes sandboxes;
    private final Map<PodId, Map<String, Runnable>> waiting = new HashMap<>();
    private volatile boolean whole = true;

    Adoption(Workbench bench, Pods pods, Sandboxes sandboxes) {
        this.bench = bench;
        this.pods = pods;
        this.sandboxes = sandboxes;
    }

    /** Looks and takes over what was seen whole. Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    void begin() {
        var census = Census.take(bench);
        expect(census);
        bench.each(census.sandboxes(), found -> sandboxes.adopt(found, census.owner(found)));
        census.pods().forEach(pods::adopt);
    }

    /** Takes over what can be looked at by now. Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    void goOn() {
        if (whole) {
            return;
        }
        var census = Census.take(bench);
        var unseen = census.unseen().stream().map(FoundPod::id).collect(Collectors.toSet());
        for (var pod : waiting()) {
            if (!unseen.contains(pod)) {
                adopt(pod, census);
                release(pod);
            }
        }
        whole = census.isWhole();
    }

    /** Whether all that there is was taken over: then what nobody knows is a stray. */
    boolean isWhole() {
        return whole;
    }

    /** Does at once what is asked of a pod, or keeps it until the pod was taken over. Does not block. */
    synchronized void whenAdopted(PodId pod, String what, Runnable action) {
        var kept = waiting.get(pod);
        if (kept == null) {
            action.run();
        } else {
            kept.remove(what); // it is the newest now
            kept.put(what, action);
        }
    }

    private synchronized void expect(Census census) {
        waiting.clear();
        census.unseen().forEach(pod -> waiting.put(pod.id(), new LinkedHashMap<>()));
        whole = census.isWhole();
    }

    private synchronized Set<PodId> waiting() {
        return Set.copyOf(waiting.keySet());
    }

    private void adopt(PodId pod, Census census) {
        census.sandboxes().stream()
                .filter(found -> census.owner(found).equals(Optional.of(pod)))
                .filter(found -> !sandboxes.knows(found.label(Labels.SANDBOX).orElse(""), found.id()))
                .forEach(found -> sandboxes.adopt(found, Optional.of(pod)));
        census.pods().stream().filter(found -> found.id().equals(pod)).forEach(pods::adopt);
    }

    /** Under the lock: nothing asked from here on may overtake what was asked before. */
    private synchronized void release(PodId pod) {
        Optional.ofNullable(waiting.remove(pod)).ifPresent(kept -> kept.values().forEach(Runnable::run));
    }
}
