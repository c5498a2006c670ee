package dev.landfall.engine.simulated;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.ContainerState.Created;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Pulling;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one engine object knows of a pod and does for it; it dies with the object. Used under the engine's lock. */
final class SimulatedPod {
    /** Stands for the pod itself among those that have a step under way. */
    private static final String POD = "";

    private static final Duration OCCUPIED_PAUSE = Duration.ofMillis(100);

    private final SimulatedEngine engine;
    private final SimulatedWorld world;
    private final String instance;
    private final PodId id;
    private final Map<String, Pod.Container> wanted = new HashMap<>();
    /** Of a container that is being pulled, or that failed. */
    private final Map<String, ContainerState> remembered = new HashMap<>();

    /** Whose image is there. */
    private final Set<String> pulled = new HashSet<>();

    private final Set<String> busy = new HashSet<>();
    private @Nullable Sandbox sandbox;
    private @Nullable Pod afterRemoval;
    private long generation;
    private boolean removing;
    private @Nullable Instant pullStartedAt;
    private @Nullable Instant pullStoppedAt;

    SimulatedPod(SimulatedEngine engine, SimulatedWorld world, String instance, PodId id) {
        this.engine = engine;
        this.world = world;
        this.instance = instance;
        this.id = id;
    }

    long generation() {
        return generation;
    }

    Optional<Pod> afterRemoval() {
        return Optional.ofNullable(afterRemoval);
    }

    void want(Pod pod) {
        if (pod.generation() < generation) {
            return;
        }
        if (removing) {
            afterRemoval = pod;
            return;
        }
        generation = pod.generation();
        sandbox = pod.sandbox();
        pod.containers().forEach(container -> wanted.put(container.spec().name(), container));
    }

    void wantGone(long newest) {
        if (newest >= generation) {
            generation = newest;
            removing = true;
        }
    }

    /** Takes every step that is due. */
    void advance() {
        if (removing) {
            later(POD, () -> engine.removeNow(id, generation));
            return;
        }
        if (needsSandbox()) {
            takeSandbox();
        }
        List.copyOf(wanted.values()).forEach(this::step);
    }

    Observation observation() {
        var names = new TreeSet<>(wanted.keySet());
        names.addAll(world.containers(instance, id).keySet());
        var states = new LinkedHashMap<String, ContainerState>();
        names.forEach(name -> states.put(name, state(name)));
        return new Observation(
                id,
                generation,
                sandboxState(),
                states,
                endpoints(),
                Optional.ofNullable(pullStartedAt),
                Optional.ofNullable(pullStoppedAt));
    }

    private Map<String, ContainerEndpoint> endpoints() {
        var endpoints = new LinkedHashMap<String, ContainerEndpoint>();
        world.containers(instance, id).forEach((name, container) -> endpoints.put(name, container.endpoint));
        endpoints.values().removeIf(ContainerEndpoint.NONE::equals);
        return endpoints;
    }

    private boolean needsSandbox() {
        return wanted.values().stream().anyMatch(container -> !(container.level() instanceof Level.Stopped));
    }

    private void takeSandbox() {
        if (sandbox instanceof Sandbox.Interface here) {
            take(here);
        }
    }

    private void take(Sandbox.Interface here) {
        var placed = world.sandbox(instance, here.address());
        if (placed.isEmpty()) {
            later(POD, () -> {
                if (world.sandbox(instance, here.address()).isEmpty()) {
                    own(here);
                }
                engine.advance(id);
            });
        } else if (placed.get().owner().isEmpty()) {
            own(here);
        } else if (!ownsSandbox()) {
            engine.advanceAfter(OCCUPIED_PAUSE, id);
        }
    }

    private void own(Sandbox.Interface here) {
        world.place(instance, here, Optional.of(id));
        engine.changed(id);
    }

    private boolean ownsSandbox() {
        return !(sandboxState() instanceof SandboxState.Absent);
    }

    private void step(Pod.Container container) {
        var name = container.spec().name();
        switch (container.level()) {
            case Level.Waiting() -> {}
            case Level.Pulled() -> {
                if (!pulled.contains(name) && !(state(name) instanceof Failed)) {
                    pull(container.spec());
                }
            }
            case Level.Running level -> {
                switch (state(name)) {
                    case Absent _, Pulling _ -> bringUp(container.spec(), level);
                    case Created created -> later(name, () -> begin(name, created.runtimeId()));
                    case Exited exited
                    when level.restarts(exited) -> later(name, () -> begin(name, exited.runtimeId()));
                    case Running _, Exited _, Failed _ -> {}
                }
            }
            case Level.Stopped(var grace) -> {
                switch (state(name)) {
                    case Running _ -> world.stop(instance, id, name, Duration.ofSeconds(grace));
                    case Created _ -> later(name, () -> discard(name));
                    case Pulling _ -> forget(name);
                    case Absent _, Exited _, Failed _ -> {}
                }
            }
        }
    }

    private void later(String name, Runnable work) {
        if (busy.add(name)) {
            engine.later(() -> busy.remove(name), work);
        }
    }

    private void bringUp(ContainerSpec spec, Level.Running level) {
        if (level.over().isPresent()) {
            fail(spec.name(), Optional.empty(), new EngineFault(EngineFault.Step.VANISHED, "The container is gone."));
        } else if (pulled.contains(spec.name())) {
            createLater(spec);
        } else {
            pull(spec);
        }
    }

    private void pull(ContainerSpec spec) {
        if (busy.contains(spec.name())) {
            return;
        }
        if (!(remembered.get(spec.name()) instanceof Pulling)) {
            remembered.put(spec.name(), new Pulling(engine.now()));
            pullStartedAt = pullStartedAt == null ? engine.now() : pullStartedAt;
            engine.changed(id);
        }
        later(spec.name(), () -> pulled(spec));
    }

    private void pulled(ContainerSpec spec) {
        pullStoppedAt = engine.now();
        if (!wantsImage(spec.name())) {
            forget(spec.name());
        } else if (!SimulatedImages.exists(spec.image()) || world.failsAPull()) {
            fail(spec.name(), Optional.empty(), SimulatedImages.fault(spec.image()));
        } else {
            pulled.add(spec.name());
            forget(spec.name());
            create(spec);
        }
        engine.advance(id);
    }

    private void createLater(ContainerSpec spec) {
        later(spec.name(), () -> {
            create(spec);
            engine.advance(id);
        });
    }

    private void create(ContainerSpec spec) {
        if (!wantsRunning(spec.name()) || !ownsSandbox()) {
            return;
        }
        if (linksToWhatEnded(spec)) {
            var message = "Cannot link to a non running container";
            fail(spec.name(), Optional.empty(), new EngineFault(EngineFault.Step.START, message));
        } else if (linksToWhatRuns(spec)) {
            var kind = Optional.ofNullable(sandbox).orElseThrow();
            world.create(instance, id, spec, SimulatedImages.digest(spec.image()), kind);
            engine.changed(id);
        }
    }

    private boolean linksToWhatRuns(ContainerSpec spec) {
        return spec.network().links().stream().allMatch(link -> state(link.container()) instanceof Running);
    }

    private boolean linksToWhatEnded(ContainerSpec spec) {
        return spec.network().links().stream()
                .map(link -> state(link.container()))
                .anyMatch(state -> state instanceof Exited || state instanceof Failed);
    }

    private void begin(String name, String runtimeId) {
        var program = Optional.ofNullable(world.containers(instance, id).get(name))
                .map(container -> container.program)
                .orElse(new Program.Missing(name));
        if (!wantsRunning(name)) {
            engine.advance(id);
        } else if (program instanceof Program.Missing(var missing)) {
            failStart(name, runtimeId, "exec: " + missing + ": no such file or directory");
        } else if (world.failsAStart()) {
            failStart(name, runtimeId, "The simulated engine could not start it.");
        } else {
            start(name, runtimeId);
        }
    }

    private void start(String name, String runtimeId) {
        try {
            world.start(instance, id, name);
        } catch (SimulatedPorts.Conflict e) {
            failStart(name, runtimeId, String.valueOf(e.getMessage()));
            return;
        }
        engine.changed(id);
        engine.advance(id);
    }

    private void failStart(String name, String runtimeId, String message) {
        fail(name, Optional.of(runtimeId), new EngineFault(EngineFault.Step.START, message));
    }

    private void fail(String name, Optional<String> runtimeId, EngineFault fault) {
        remembered.put(name, new Failed(runtimeId, fault));
        engine.changed(id);
    }

    private void discard(String name) {
        if (wantsRunning(name)) {
            engine.advance(id);
            return;
        }
        world.remove(instance, id, name);
        engine.changed(id);
    }

    private void forget(String name) {
        remembered.remove(name);
        engine.changed(id);
    }

    private boolean wantsImage(String name) {
        var container = wanted.get(name);
        return wantsRunning(name) || !removing && container != null && container.level() instanceof Level.Pulled;
    }

    private boolean wantsRunning(String name) {
        var container = wanted.get(name);
        return !removing && container != null && container.level() instanceof Level.Running;
    }

    private ContainerState state(String name) {
        if (remembered.get(name) instanceof Failed failed) {
            return failed;
        }
        return Optional.ofNullable(world.containers(instance, id).get(name))
                .map(container -> container.state)
                .or(() -> Optional.ofNullable(remembered.get(name)))
                .orElseGet(Absent::new);
    }

    private SandboxState sandboxState() {
        var found = world.containers(instance, id).values().stream()
                .map(container -> container.sandbox)
                .findFirst();
        var kind = removing ? found : Optional.ofNullable(sandbox).or(() -> found);
        if (kind.filter(known -> !(known instanceof Sandbox.Interface)).isPresent()) {
            return new SandboxState.Unneeded();
        }
        return world.sandboxes(instance).values().stream()
                .filter(placed -> placed.owner().equals(Optional.of(id)))
                .findFirst()
                .<SandboxState>map(placed -> new SandboxState.Ready(
                        placed.sandbox().address(), SimulatedImages.macAddress(placed.sandbox())))
                .orElseGet(SandboxState.Absent::new);
    }
}
