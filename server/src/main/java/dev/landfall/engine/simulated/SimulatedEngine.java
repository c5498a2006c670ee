package dev.landfall.engine.simulated;

import dev.landfall.engine.Engine;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives the pods of one instance in a {@link SimulatedWorld}. It waits for nothing, so that everything can run in one
 * thread: a log reader that would have to wait says that the engine is away, and is to be opened again.
 */
public final class SimulatedEngine implements Engine {
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final SimulatedWorld world;
    private final String instance;
    private final Scheduler scheduler;
    private final Map<PodId, SimulatedPod> pods = new LinkedHashMap<>();
    private final Map<PodId, Long> removed = new HashMap<>();
    private final Set<PodId> removedLately = new LinkedHashSet<>();
    private Set<Sandbox.Interface> wantedReady = Set.of();
    private @Nullable Consumer<Observation> listener;
    private boolean closed;

    SimulatedEngine(SimulatedWorld world, String instance, Scheduler scheduler) {
        this.world = world;
        this.instance = instance;
        this.scheduler = scheduler;
    }

    @Override
    public synchronized void start(Consumer<Observation> newListener) {
        listener = newListener;
        scheduler.execute("simulated sweep", this::sweep);
    }

    @Override
    public synchronized void ensure(Pod pod) {
        if (pod.generation() >= removed.getOrDefault(pod.id(), 0L)) {
            pod(pod.id()).want(pod);
            advanceAfter(Duration.ZERO, pod.id());
            changed(pod.id());
        }
    }

    @Override
    public synchronized void remove(PodId pod, long generation) {
        pod(pod).wantGone(generation);
        advanceAfter(Duration.ZERO, pod);
    }

    @Override
    public synchronized void prepare(Set<Sandbox.Interface> sandboxes) {
        wantedReady = Set.copyOf(sandboxes);
        scheduler.execute("simulated preparation", () -> {
            removeUnwanted();
            prepareNow();
        });
    }

    @Override
    public Set<Sandbox.Interface> prepared() {
        return world.sandboxes(instance).values().stream()
                .filter(placed -> placed.owner().isEmpty())
                .map(SimulatedWorld.Placed::sandbox)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized List<Observation> observe() {
        world.requireHere();
        return world.pods(instance).stream().map(this::observation).toList();
    }

    @Override
    public LogReader logs(PodId pod, String container, LogLine.Position after) {
        world.requireHere();
        return new SimulatedLogReader(world, instance, pod, container, after);
    }

    @Override
    public Optional<String> stats(PodId pod, String container) {
        world.requireHere();
        return Optional.ofNullable(world.containers(instance, pod).get(container))
                .filter(SimulatedContainer::isRunning)
                .map(running -> running.stats(now()));
    }

    @Override
    public void makeNetwork() {
        world.requireHere(); // its sandboxes need none
    }

    @Override
    public Health health() {
        return world.isAway()
                ? new Health(false, "The simulated engine is away.")
                : new Health(true, "A simulated engine");
    }

    @Override
    public Contact contact() {
        return new Contact(!world.isAway(), Instant.EPOCH, Optional.of(world.machine()));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    Instant now() {
        return scheduler.now();
    }

    /** Something changed in the world: tells of it, if the weather lets it. */
    void changed(PodId pod) {
        if (!world.losesATelling()) {
            scheduler.execute("simulated telling", () -> tell(pod));
        }
        if (world.doublesATelling()) {
            scheduler.execute("simulated telling", () -> tell(pod));
        }
    }

    /** The engine is back: everything is looked at again. */
    void reconsider() {
        scheduler.execute("simulated return", () -> {
            known().forEach(pod -> {
                advance(pod);
                tell(pod);
            });
            prepareNow();
        });
    }

    /** Takes the steps of a pod; none while the engine is away: its return comes here again. */
    synchronized void advance(PodId id) {
        var pod = pods.get(id);
        if (pod != null && isHere()) {
            pod.advance();
        }
    }

    void advanceAfter(Duration delay, PodId id) {
        scheduler.after(delay, "simulated pod", () -> advance(id));
    }

    /** Does a step after a while, unless the engine is away or another object drives the instance by then. */
    void later(Runnable always, Runnable step) {
        scheduler.after(world.delay(), "simulated step", () -> {
            synchronized (this) {
                always.run();
                if (isHere()) {
                    step.run();
                }
            }
        });
    }

    void removeNow(PodId id, long generation) {
        world.remove(instance, id);
        removed.put(id, generation);
        removedLately.add(id);
        var next = pod(id).afterRemoval();
        pods.remove(id);
        changed(id);
        next.ifPresent(this::ensure);
        prepareNow();
    }

    private SimulatedPod pod(PodId id) {
        return pods.computeIfAbsent(id, key -> new SimulatedPod(this, world, instance, key));
    }

    private void sweep() {
        if (isDead()) {
            return;
        }
        if (!world.isAway()) {
            known().forEach(this::tell);
            lately().forEach(this::tell);
        }
        scheduler.after(SWEEP, "simulated sweep", this::sweep);
    }

    private synchronized Set<PodId> known() {
        var known = new LinkedHashSet<>(world.pods(instance));
        known.addAll(pods.keySet());
        return known;
    }

    private synchronized List<PodId> lately() {
        var lately = List.copyOf(removedLately);
        removedLately.clear();
        return lately;
    }

    private synchronized void tell(PodId id) {
        var told = listener;
        if (told != null && isHere()) {
            told.accept(observation(id));
        }
    }

    private Observation observation(PodId id) {
        var known = Optional.ofNullable(pods.get(id));
        var seen = known.orElseGet(() -> new SimulatedPod(this, world, instance, id))
                .observation();
        return new Observation(
                id,
                known.map(SimulatedPod::generation).orElseGet(() -> removed.getOrDefault(id, 0L)),
                seen.sandbox(),
                seen.containers(),
                seen.endpoints(),
                seen.pullStartedAt(),
                seen.pullStoppedAt());
    }

    private synchronized void removeUnwanted() {
        if (isHere()) {
            world.sandboxes(instance).forEach((address, placed) -> {
                if (placed.owner().isEmpty() && !wantedReady.contains(placed.sandbox())) {
                    world.displace(instance, address);
                }
            });
        }
    }

    private synchronized void prepareNow() {
        wantedReady.stream()
                .sorted(Comparator.comparing(Sandbox.Interface::address))
                .forEach(sandbox -> {
                    if (isHere() && world.sandbox(instance, sandbox.address()).isEmpty()) {
                        later(() -> {}, () -> prepareOne(sandbox));
                    }
                });
    }

    private void prepareOne(Sandbox.Interface sandbox) {
        if (world.sandbox(instance, sandbox.address()).isEmpty() && wantedReady.contains(sandbox)) {
            world.place(instance, sandbox, Optional.empty());
        }
    }

    private boolean isHere() {
        return !isDead() && !world.isAway();
    }

    private boolean isDead() {
        return closed || !world.isAttached(instance, this);
    }
}
