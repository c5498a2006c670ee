package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.engine.docker.SandboxMaker.Made;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one pod to the newest level asked for, and tells what it sees of it. */
final class PodWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
    /** How soon to ask again for an address that a pod on its way out still has. */
    private static final Duration OCCUPIED_PAUSE = Duration.ofMillis(50);

    private final Workbench bench;
    private final Sandboxes sandboxes;
    private final PodId id;
    private final Consumer<Observation> listener;
    private final Consumer<PodWorker> whenRemoved;
    private final Instant begunAt;

    private final Map<String, ContainerDriver> containers = new LinkedHashMap<>();
    private final CompletableFuture<Shell> shell = new CompletableFuture<>();
    private final PodGeneration generation = new PodGeneration();
    private final PodClock clock = new PodClock();
    private final PodPulls pulls = new PodPulls(clock);
    private final PodStorage storage;
    private SandboxState sandboxState = new SandboxState.Absent();
    private boolean acquiring;
    private @Nullable Pod wanted;
    private final Object telling = new Object();
    private @Nullable Observation lastTold;

    PodWorker(
            Workbench bench,
            Sandboxes sandboxes,
            PodId id,
            Consumer<Observation> listener,
            Consumer<PodWorker> whenRemoved) {
        this.bench = bench;
        this.sandboxes = sandboxes;
        this.id = id;
        this.listener = listener;
        this.whenRemoved = whenRemoved;
        this.begunAt = bench.scheduler().now();
        this.storage = new PodStorage(bench, id);
    }

    PodId id() {
        return id;
    }

    synchronized long generation() {
        return generation.newest();
    }

    PodClock clock() {
        return clock;
    }

    /** Its place among those that wait for the engine: pods under way come before new ones. */
    Instant begunAt() {
        return begunAt;
    }

    /** Takes over what an earlier process left. */
    synchronized void adopt(FoundPod found) {
        found.containers()
                .forEach((name, info) -> containers.put(name, ContainerDriver.adopting(bench, this, name, info)));
        storage.adopt(found.containers().values());
        if (found.needsNoSandbox()) {
            sandboxState = new SandboxState.Unneeded();
            found.holder()
                    .filter(ContainerInfo::isRunning)
                    .ifPresent(holder -> shell.complete(Shell.lending(holder.id())));
            return;
        }
        // Containers that outlived their sandbox have a network that nobody reaches.
        found.sandbox()
                .ifPresentOrElse(this::adoptSandbox, () -> failSandbox("The sandbox ended under its containers."));
    }

    /** Notes a newer level; {@link #apply} makes it true. */
    synchronized PodGeneration.Answer want(Pod pod) {
        var answer = generation.want(pod.generation());
        if (answer == PodGeneration.Answer.TAKEN) {
            wanted = pod;
        }
        return answer;
    }

    /** Points everything at the newest level; may be repeated at will. */
    synchronized void apply() {
        var pod = wanted;
        if (pod == null || generation.isLeaving()) {
            return;
        }
        var aims = new LinkedHashMap<ContainerDriver, Pod.Container>();
        for (var container : pod.containers()) {
            var name = container.spec().name();
            aims.put(
                    containers.computeIfAbsent(name, _ -> new ContainerDriver(bench, this, name, new Absent())),
                    container);
        }
        pulls.expect(aims.entrySet().stream()
                .filter(aim -> aim.getKey().needsImage(aim.getValue().level()))
                .map(aim -> aim.getValue().spec().name())
                .collect(Collectors.toSet()));
        aims.forEach((driver, container) -> driver.aim(pod, container));
        if (needsSandbox(pod)) {
            acquire(pod);
        }
        bench.scheduler().execute("tell of pod " + id, this::tell);
    }

    /** Notes that it should go; {@link #removeAll} does it. False when a newer level was seen, or it is on its way out. */
    synchronized boolean wantGone(long newest) {
        return generation.wantGone(newest);
    }

    /** Removes all of the pod and tells so; comes back to it when the engine is away. */
    void removeAll(Backoff backoff) {
        try {
            var drivers = drivers();
            drivers.forEach(ContainerDriver::retire);
            bench.each(known(drivers), bench::remove);
            drivers.forEach(ContainerDriver::awaitIdle);
            // A creation that was under way has ended by now, and may have left one more.
            removeContainers();
            new NamespaceHolder(bench).remove(id);
            sandboxes.release(id);
            new VolumeCalls(bench.client()).removeAll(bench.instanceLabel(), Labels.POD + "=" + id);
            bench.traits().envelopes().close(id);
            storage.end();
        } catch (EngineAway | DockerFault | IOException e) {
            LOG.debug("The removal of pod {} is tried again: {}", id, e.getMessage());
            removeAgain(backoff);
            return;
        } catch (RuntimeException e) { // a removal that ended here would leave the pod on its way out
            LOG.warn("The removal of pod {} failed and is tried again", id, e);
            removeAgain(backoff);
            return;
        }
        synchronized (this) {
            containers.clear();
            sandboxState = new SandboxState.Absent();
            generation.gone();
        }
        tell();
        whenRemoved.accept(this);
    }

    private void removeAgain(Backoff backoff) {
        bench.scheduler().after(backoff.next(), "remove pod " + id, () -> removeAll(backoff));
    }

    /** Looks at all of its containers anew, as far as they can be looked at. @throws EngineAway */
    void refresh(Unseen unseen) {
        drivers().forEach(driver -> unseen.look("container " + driver.name() + " of pod " + id, driver::refresh));
    }

    /** Looks at one container anew. @throws EngineAway */
    void refresh(String container) {
        driver(container).ifPresent(ContainerDriver::refresh);
    }

    void note(String container, Death death) {
        driver(container).ifPresent(driver -> driver.note(death));
    }

    private synchronized Optional<ContainerDriver> driver(String container) {
        return Optional.ofNullable(containers.get(container));
    }

    void sandboxEnded() {
        synchronized (this) {
            if (!generation.isLeaving()) {
                failSandbox("The sandbox ended under its containers.");
            }
        }
        tell();
    }

    CompletableFuture<Shell> shell() {
        return shell;
    }

    /** The id of one of its containers, once that was started. @throws DockerFault when there is none of that name */
    synchronized CompletableFuture<String> begun(String container) {
        var driver = containers.get(container);
        return driver == null
                ? CompletableFuture.failedFuture(new DockerFault(404, "No container is called " + container))
                : driver.begun();
    }

    PodPulls pulls() {
        return pulls;
    }

    PodStorage storage() {
        return storage;
    }

    /** Tells all that is seen, if it is news. In order, as each look is taken under the lock that it is told under. */
    void tell() {
        synchronized (telling) {
            var observation = observation();
            if (!observation.equals(lastTold)) {
                lastTold = observation;
                listener.accept(observation);
            }
        }
    }

    private synchronized Observation observation() {
        var states = new LinkedHashMap<String, ContainerState>();
        var endpoints = new LinkedHashMap<String, ContainerEndpoint>();
        containers.forEach((name, driver) -> {
            states.put(name, driver.state());
            endpoints.put(name, driver.endpoint());
        });
        endpoints.values().removeIf(ContainerEndpoint.NONE::equals);
        var working = containers.values().stream()
                .mapToLong(ContainerDriver::working)
                .min()
                .orElse(Long.MAX_VALUE);
        return new Observation(
                id, generation.reached(working), sandboxState, states, endpoints, pulls.startedAt(), pulls.stoppedAt());
    }

    private static boolean needsSandbox(Pod pod) {
        return pod.containers().stream().anyMatch(container -> !(container.level() instanceof Level.Stopped));
    }

    private void acquire(Pod pod) {
        if (acquiring || shell.isDone()) {
            return;
        }
        switch (pod.sandbox()) {
            case Sandbox.Interface wanted -> acquire(wanted);
            case Sandbox.Bridge _, Sandbox.Host _, Sandbox.None _ -> {
                sandboxState = new SandboxState.Unneeded();
                if (NamespaceHolder.isNeeded(pod)) {
                    acquiring = true;
                    bench.scheduler().execute("namespaces of pod " + id, () -> hold(new Backoff()));
                } else {
                    shell.complete(Shell.NONE);
                }
            }
        }
    }

    private synchronized boolean isLeaving() {
        return generation.isLeaving();
    }

    private void hold(Backoff backoff) {
        var holder = new NamespaceHolder(bench);
        try {
            if (!isLeaving()) {
                shell.complete(Shell.lending(holder.make(id)));
            }
            if (isLeaving()) { // its removal may have come before what was just made
                holder.remove(id);
            }
        } catch (EngineAway e) {
            Transition.sandboxTimedOut(e, bench.client())
                    .ifPresentOrElse(late -> holdsNot(late.fault().message()), () -> holdAgain(backoff));
        } catch (DockerFault e) {
            holdsNot(e.text());
        } catch (RuntimeException e) { // the pod would wait for ever
            LOG.warn("The namespaces of pod {} could not be made, which is tried again", id, e);
            holdAgain(backoff);
        }
    }

    private void holdAgain(Backoff backoff) {
        bench.scheduler().after(backoff.next(), "namespaces of pod " + id, () -> hold(backoff));
    }

    private void holdsNot(String why) {
        failSandbox(why);
        tell();
    }

    private void acquire(Sandbox.Interface wanted) {
        var place = sandboxes.acquire(wanted, id, begunAt);
        if (place.isEmpty()) {
            clock.sandboxAsked(false, bench.scheduler().now());
            bench.scheduler().after(OCCUPIED_PAUSE, "sandbox of pod " + id, this::apply);
            return;
        }
        acquiring = true;
        clock.sandboxAsked(place.get().isDone(), bench.scheduler().now());
        var unused = place.get().whenComplete(this::acquired);
    }

    private void acquired(@Nullable Made made, @Nullable Throwable error) {
        if (made != null) {
            clock.sandboxReady(bench.scheduler().now());
            ready(made);
        } else {
            failSandbox(error == null || error.getMessage() == null ? "It could not be made." : error.getMessage());
        }
        bench.scheduler().execute("tell of pod " + id, this::tell);
    }

    private void adoptSandbox(ContainerInfo info) {
        if (info.isRunning()) {
            var network = bench.network().name();
            // Whose wire it is on is known where all sandboxes are.
            ready(new Made(info.id(), info.address(network), info.macAddress(network), Optional.empty()));
        } else if (!info.isUnused()) {
            failSandbox("The sandbox ended under its containers.");
        }
    }

    private synchronized void ready(Made made) {
        sandboxState = new SandboxState.Ready(made.address(), made.macAddress());
        shell.complete(Shell.of(made));
    }

    private synchronized void failSandbox(String message) {
        sandboxState = new SandboxState.Failed(new EngineFault(EngineFault.Step.SANDBOX, message));
        shell.completeExceptionally(new PodFault(EngineFault.Step.SANDBOX, message));
    }

    private void removeContainers() {
        var ids = bench.containers().ids(bench.instanceLabel(), Labels.POD + "=" + id, Labels.CONTAINER);
        bench.each(ids, bench::remove);
    }

    private static List<String> known(Collection<ContainerDriver> drivers) {
        return drivers.stream()
                .flatMap(driver -> ContainerStates.runtimeId(driver.state()).stream())
                .toList();
    }

    private synchronized Collection<ContainerDriver> drivers() {
        return List.copyOf(containers.values());
    }
}
