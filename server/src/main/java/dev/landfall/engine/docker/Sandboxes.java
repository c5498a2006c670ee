package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.engine.docker.SandboxMaker.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sandboxes of the instance by their addresses: those of pods, and those that stand ready for pods to come. */
final class Sandboxes {
    private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /** Starts that begin so much later still go first. */
    private static final Duration PREPARING_WAITS = Duration.ofSeconds(3);

    /** One that is no longer wanted ready was mostly just given to a pod, which comes for it a little later. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Workbench bench;
    private final SandboxMaker maker;
    private final Map<String, Place> places = new HashMap<>();
    private Set<Sandbox.Interface> wantedReady = Set.of();
    private final Quiet quiet = new Quiet();
    private boolean preparing;
    private boolean waiting;

    /** One address. */
    private static final class Place {
        final Sandbox.Interface sandbox;
        final CompletableFuture<Made> made = new CompletableFuture<>();

        @Nullable
        PodId owner;

        @Nullable
        Instant leavesAt;

        boolean begun;

        Place(Sandbox.Interface sandbox) {
            this.sandbox = sandbox;
        }

        boolean isReady() {
            return made.isDone() && !made.isCompletedExceptionally();
        }
    }

    Sandboxes(Workbench bench) {
        this.bench = bench;
        this.maker = new SandboxMaker(bench);
    }

    /**
     * Gives a pod its sandbox, the prepared one if there is one; empty while another pod still has the address.
     *
     * @param begunAt when the pod began to start
     */
    synchronized Optional<CompletableFuture<Made>> acquire(Sandbox.Interface sandbox, PodId pod, Instant begunAt) {
        var place = places.computeIfAbsent(sandbox.address(), address -> new Place(sandbox));
        if (place.owner != null && !place.owner.equals(pod)) {
            return Optional.empty();
        }
        place.owner = pod;
        place.leavesAt = null;
        quiet.disturb(bench.scheduler().now());
        begin(place, begunAt);
        return Optional.of(place.made);
    }

    /** Removes the sandbox of a pod and frees its address. Blocks. @throws DockerFault @throws EngineAway */
    void release(PodId pod) {
        for (var place : ownedBy(pod)) {
            if (place.begun) {
                place.made
                        .handle((made, error) -> Optional.ofNullable(made))
                        .join()
                        .ifPresent(maker::remove);
            }
            synchronized (this) {
                places.remove(place.sandbox.address(), place);
            }
        }
        prepareNext();
    }

    void prepare(Set<Sandbox.Interface> sandboxes) {
        synchronized (this) {
            wantedReady = Set.copyOf(sandboxes);
            // A pod was just given one of them, and is about to start.
            quiet.disturb(bench.scheduler().now());
            places.values().forEach(this::giveGrace);
        }
        bench.scheduler().after(GRACE.plusMillis(100), "remove spare sandboxes", this::removeUnwanted);
        bench.scheduler().execute("prepare sandboxes", this::prepareNext);
    }

    private void giveGrace(Place place) {
        if (place.owner != null || wantedReady.contains(place.sandbox)) {
            place.leavesAt = null;
        } else if (place.leavesAt == null) {
            place.leavesAt = quiet.lastDisturbed().plus(GRACE);
        }
    }

    synchronized void stopPreparing() {
        wantedReady = Set.of();
    }

    synchronized Set<Sandbox.Interface> ready() {
        return places.values().stream()
                .filter(place -> place.owner == null && place.leavesAt == null && place.isReady())
                .map(place -> place.sandbox)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes over a sandbox that an earlier process made; one that it did not get to start is made anew when needed. */
    void adopt(ContainerInfo info, Optional<PodId> owner) {
        if (info.isUnused() || !info.isRunning() && owner.isEmpty()) {
            bench.containers().remove(info.id());
            return;
        }
        var address = info.label(Labels.SANDBOX).orElseThrow();
        var place = new Place(
                new Sandbox.Interface(address, info.label(Labels.HOSTNAME).orElse("")));
        place.owner = owner.orElse(null);
        place.begun = true;
        place.made.complete(maker.made(info));
        synchronized (this) {
            places.put(address, place);
        }
    }

    /** Of a sandbox that ended, the pod that it ended under. One that nobody had is replaced. */
    Optional<PodId> ended(String id) {
        var place = withId(id);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        synchronized (this) {
            var owner = place.get().owner;
            if (owner != null) {
                return Optional.of(owner);
            }
            places.remove(place.get().sandbox.address(), place.get());
        }
        bench.scheduler().execute("replace a sandbox", () -> {
            discard(place.get());
            prepareNext();
        });
        return Optional.empty();
    }

    /** Whether a container with this address is the sandbox of it, or may be the one that is just being made. */
    synchronized boolean knows(String address, String id) {
        var place = places.get(address);
        return place != null && (!place.isReady() || place.made.join().id().equals(id));
    }

    /** The ids of all that should run. */
    synchronized List<String> ids() {
        return places.values().stream()
                .filter(Place::isReady)
                .map(place -> place.made.join().id())
                .toList();
    }

    private void begin(Place place, Instant due) {
        if (!place.begun) {
            place.begun = true;
            bench.scheduler().execute("sandbox " + place.sandbox.address(), () -> attempt(place, due, new Backoff()));
        }
    }

    private void attempt(Place place, Instant due, Backoff backoff) {
        try {
            place.made.complete(maker.make(place.sandbox, owner(place), due));
        } catch (EngineAway e) {
            Transition.sandboxTimedOut(e, bench.client())
                    .ifPresentOrElse(
                            late -> fail(place, late),
                            () -> bench.scheduler()
                                    .after(backoff.next(), "sandbox again", () -> attempt(place, due, backoff)));
        } catch (RuntimeException e) {
            fail(place, e);
        }
    }

    private void fail(Place place, RuntimeException cause) {
        synchronized (this) {
            if (place.owner == null) {
                places.remove(place.sandbox.address(), place);
            }
        }
        LOG.warn("The sandbox {} could not be made: {}", place.sandbox.address(), cause.getMessage());
        place.made.completeExceptionally(cause);
    }

    private void removeUnwanted() {
        var unwanted = new ArrayList<Place>();
        synchronized (this) {
            var now = bench.scheduler().now();
            places.values().removeIf(place -> {
                var goes = place.owner == null && place.leavesAt != null && !place.leavesAt.isAfter(now);
                return goes && unwanted.add(place);
            });
        }
        unwanted.forEach(this::discard);
    }

    /** Makes one at a time, when no pod has begun to start for a moment. */
    private void prepareNext() {
        var wait = beginNext();
        synchronized (this) {
            if (wait.isPositive() && !waiting) {
                waiting = true;
                bench.scheduler().after(wait, "prepare sandboxes", this::waited);
            }
        }
    }

    private void waited() {
        synchronized (this) {
            waiting = false;
        }
        prepareNext();
    }

    /** Begins the next, if there is one and its time has come; gives how long to wait for that. */
    private synchronized Duration beginNext() {
        var next = preparing ? Optional.<Sandbox.Interface>empty() : missing();
        if (next.isEmpty()) {
            quiet.waited();
            return Duration.ZERO;
        }
        var now = bench.scheduler().now();
        var wait = quiet.await(now);
        if (!wait.isPositive()) {
            preparing = true;
            quiet.waited();
            var place = new Place(next.get());
            places.put(place.sandbox.address(), place);
            begin(place, now.plus(PREPARING_WAITS));
            var unused = place.made.whenComplete((made, error) -> prepared(error));
        }
        return wait;
    }

    private Optional<Sandbox.Interface> missing() {
        return wantedReady.stream()
                .filter(sandbox -> !places.containsKey(sandbox.address()))
                .findFirst();
    }

    private void prepared(@Nullable Throwable error) {
        synchronized (this) {
            preparing = false;
        }
        var pause = error == null ? Duration.ZERO : PAUSE_AFTER_FAILURE;
        bench.scheduler().after(pause, "prepare sandboxes", this::prepareNext);
    }

    /** One that nobody has goes, sooner or later. */
    private void discard(Place place) {
        var unused = place.made.thenAccept(made -> bench.persistently("remove a sandbox", () -> maker.remove(made)));
    }

    private synchronized Optional<PodId> owner(Place place) {
        return Optional.ofNullable(place.owner);
    }

    private synchronized List<Place> ownedBy(PodId pod) {
        return places.values().stream()
                .filter(place -> Objects.equals(place.owner, pod))
                .toList();
    }

    private synchronized Optional<Place> withId(String id) {
        return places.values().stream()
                .filter(place -> place.isReady() && place.made.join().id().equals(id))
                .findFirst();
    }
}
