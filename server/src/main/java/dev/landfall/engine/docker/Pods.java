package dev.landfall.engine.docker;

import dev.landfall.engine.Observation;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.PodTimings;
import dev.landfall.engine.StorageUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers of all pods of the instance. */
final class Pods {
    /** Removed pods whose generation is remembered, against a level that comes late. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Workbench bench;
    private final Sandboxes sandboxes;
    private final Unseen unseen;
    private final Map<PodId, PodWorker> workers = new LinkedHashMap<>();
    private final Map<PodId, Pod> afterRemoval = new LinkedHashMap<>();
    private final Map<PodId, Long> removed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PodId, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private volatile @Nullable Consumer<Observation> listener;

    Pods(Workbench bench, Sandboxes sandboxes) {
        this.bench = bench;
        this.sandboxes = sandboxes;
        this.unseen = new Unseen(bench.client());
    }

    void listen(Consumer<Observation> newListener) {
        listener = newListener;
    }

    synchronized void ensure(Pod pod) {
        if (pod.generation() < removed.getOrDefault(pod.id(), 0L)) {
            return;
        }
        var worker = worker(pod.id());
        switch (worker.want(pod)) {
            case TAKEN -> bench.scheduler().execute("pod " + pod.id(), worker::apply);
            case LEAVING -> afterRemoval.put(pod.id(), pod);
            case STALE -> {}
        }
    }

    synchronized void remove(PodId pod, long generation) {
        var worker = worker(pod);
        if (worker.wantGone(generation)) {
            bench.scheduler().execute("remove pod " + pod, () -> worker.removeAll(new Backoff()));
        }
    }

    void adopt(FoundPod found) {
        PodWorker worker;
        synchronized (this) {
            worker = worker(found.id());
        }
        worker.adopt(found);
        worker.tell();
    }

    void sandboxEnded(PodId pod) {
        find(pod).ifPresent(PodWorker::sandboxEnded);
    }

    /** Looks at one container anew. @throws dev.landfall.engine.Engine.EngineAway */
    void refresh(PodId pod, String container) {
        find(pod).ifPresent(worker -> worker.refresh(container));
    }

    /** Notes how a container ended. */
    void note(PodId pod, String container, Death death) {
        find(pod).ifPresent(worker -> worker.note(container, death));
    }

    /** Looks at everything anew. @throws dev.landfall.engine.Engine.EngineAway */
    void refresh() {
        all().forEach(worker -> worker.refresh(unseen));
        sandboxes.ids().forEach(id -> unseen.look("sandbox " + id, () -> refreshSandbox(id)));
    }

    private void refreshSandbox(String id) {
        if (bench.containers().inspect(id).filter(ContainerInfo::isRunning).isEmpty()) {
            sandboxes.ended(id).ifPresent(this::sandboxEnded);
        }
    }

    /** The newest level that a pod was asked for; 0 when none was. */
    long generation(PodId pod) {
        return find(pod).map(PodWorker::generation).orElse(0L);
    }

    PodTimings timings(PodId pod) {
        return find(pod).map(worker -> worker.clock().timings()).orElse(PodTimings.NONE);
    }

    Optional<StorageUse> storage(PodId pod) {
        return find(pod).flatMap(worker -> worker.storage().use());
    }

    /** All that there are now, or that somebody asked for. */
    synchronized Set<PodId> ids() {
        return Set.copyOf(workers.keySet());
    }

    private synchronized void removed(PodWorker worker) {
        workers.remove(worker.id());
        removed.put(worker.id(), worker.generation());
        Optional.ofNullable(afterRemoval.remove(worker.id())).ifPresent(this::ensure);
    }

    private PodWorker worker(PodId id) {
        return workers.computeIfAbsent(id, key -> new PodWorker(bench, sandboxes, key, this::tell, this::removed));
    }

    private void tell(Observation observation) {
        var told = listener;
        if (told != null) {
            told.accept(observation);
        }
    }

    private synchronized Optional<PodWorker> find(PodId pod) {
        return Optional.ofNullable(workers.get(pod));
    }

    private synchronized List<PodWorker> all() {
        return List.copyOf(workers.values());
    }
}
