package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.ContainerState.Created;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Pulling;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one container towards the newest level asked for. It takes one step at a time on a thread of its own, and looks
 * after each whether the level is still the same.
 */
final class ContainerDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerDriver.class);

    /** Docker may note that memory ran out a moment after it noted the end. */
    private static final Duration MEMORY_PAUSE = Duration.ofMillis(100);

    private static final int MEMORY_LOOKS = 5;

    private final Workbench bench;
    private final PodWorker worker;
    private final String name;
    private final Backoff backoff = new Backoff();

    private ContainerState state;
    private @Nullable Target target;
    private boolean removed;
    private boolean busy;
    private CompletableFuture<@Nullable Void> retargeted = new CompletableFuture<>();

    /** The container as it is wanted, in its pod. */
    private record Target(Pod pod, Pod.Container container) {
        Level level() {
            return container.level();
        }
    }

    private interface Step {
        /** Whether it got anywhere; if not, the next waits a little. */
        boolean take();
    }

    ContainerDriver(Workbench bench, PodWorker worker, String name, ContainerState state) {
        this.bench = bench;
        this.worker = worker;
        this.name = name;
        this.state = state;
    }

    synchronized ContainerState state() {
        return state;
    }

    void aim(Pod pod, Pod.Container container) {
        synchronized (this) {
            target = new Target(pod, container);
            announce();
        }
        wake();
    }

    /** Takes no further step. Whoever calls this removes the container. */
    synchronized void retire() {
        removed = true;
        announce();
    }

    /** Waits until no step is under way. */
    synchronized void awaitIdle() {
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    synchronized boolean isBusy() {
        return busy;
    }

    /** Looks at the container and tells what changed. @throws EngineAway */
    void refresh() {
        var id = ContainerStates.runtimeId(state());
        if (id.isPresent()) {
            var info = bench.containers().inspect(id.get());
            for (var look = 1; look < MEMORY_LOOKS && isUnexplained(info); look++) {
                LockSupport.parkNanos(MEMORY_PAUSE.toNanos());
                info = bench.containers().inspect(id.get());
            }
            observe(info.map(ContainerInfo::state).orElseGet(() -> vanished(id.get())));
        }
    }

    private synchronized boolean isUnexplained(Optional<ContainerInfo> info) {
        var shouldRun = !removed && target != null && !(target.level() instanceof Level.Stopped);
        return shouldRun && info.filter(ContainerInfo::mayHaveRunOutOfMemory).isPresent();
    }

    private synchronized void announce() {
        retargeted.complete(null);
        retargeted = new CompletableFuture<>();
    }

    private synchronized void wake() {
        if (!busy && next().isPresent()) {
            busy = true;
            bench.scheduler().execute("container " + name, this::work);
        }
    }

    private void work() {
        for (var step = nextOrIdle(); step.isPresent(); step = nextOrIdle()) {
            if (!attempt(step.get())) {
                idle();
                bench.scheduler().after(backoff.next(), "container " + name + " again", this::wake);
                return;
            }
            backoff.reset();
        }
    }

    private boolean attempt(Step step) {
        try {
            return step.take();
        } catch (EngineAway e) {
            LOG.debug("{} waits for the engine: {}", name, e.getMessage());
            return false;
        } catch (RuntimeException e) { // a driver that ended here would stay busy, and its pod could never be removed
            LOG.warn("A step of container {} of pod {} failed and is tried again", name, worker.id(), e);
            return false;
        }
    }

    private synchronized Optional<Step> nextOrIdle() {
        var step = next();
        if (step.isEmpty()) {
            idle();
        }
        return step;
    }

    private synchronized void idle() {
        busy = false;
        notifyAll();
    }

    private synchronized Optional<Step> next() {
        if (removed || target == null) {
            return Optional.empty();
        }
        var aim = target;
        return switch (aim.level()) {
            case Level.Waiting() -> Optional.empty();
            case Level.Running() ->
                switch (state) {
                    case Absent _, Pulling _ -> Optional.of(() -> bringUp(aim));
                    case Created created -> Optional.of(() -> start(created.runtimeId()));
                    case Running _, Exited _, Failed _ -> Optional.empty();
                };
            case Level.Stopped(var grace) ->
                switch (state) {
                    case Running running -> Optional.of(() -> stop(running.runtimeId(), grace));
                    case Created created -> Optional.of(() -> discard(created.runtimeId()));
                    case Pulling _ -> Optional.of(() -> set(new Absent()));
                    case Absent _, Exited _, Failed _ -> Optional.empty();
                };
        };
    }

    private boolean bringUp(Target aim) {
        if (state() instanceof Absent) {
            set(new Pulling(bench.scheduler().now()));
        }
        var at = EngineFault.Step.PULL;
        try {
            var image = whileWanted(pull(aim));
            at = EngineFault.Step.SANDBOX;
            var sandbox = image.isEmpty() ? Optional.<SandboxMaker.Made>empty() : whileWanted(worker.sandbox());
            if (image.isEmpty() || sandbox.isEmpty()) {
                return set(new Absent());
            }
            at = EngineFault.Step.CREATE;
            var reference = ImageReference.parse(aim.container().spec().image().pullReference());
            var digest = image.get().digest(reference);
            return set(new Created(create(aim, sandbox.get(), digest), digest));
        } catch (DockerFault e) {
            return fail(Optional.empty(), faultStep(at, e), e);
        }
    }

    private CompletableFuture<ImageInfo> pull(Target aim) {
        worker.pullStarted(name);
        var pull = bench.pulls().bring(aim.container().spec().image());
        return pull.whenComplete((image, error) -> worker.pullStopped(name));
    }

    private String create(Target aim, SandboxMaker.Made sandbox, Optional<String> digest) {
        var spec = aim.container().spec();
        var body = new ContainerBody(bench.instance(), aim.pod(), spec, sandbox.id(), digest).json();
        return new ContainerName(bench, aim.pod().id(), spec).create(body);
    }

    private boolean start(String id) {
        try {
            bench.containers().start(id);
        } catch (DockerFault e) {
            return fail(Optional.of(id), EngineFault.Step.START, e);
        }
        refresh();
        return true;
    }

    private boolean stop(String id, int graceSeconds) {
        try {
            bench.containers().stop(id, graceSeconds);
        } catch (DockerFault e) {
            LOG.warn("Container {} of pod {} was not stopped: {}", name, worker.id(), e.getMessage());
        }
        refresh();
        return !(state() instanceof Running);
    }

    private boolean discard(String id) {
        bench.containers().remove(id);
        return set(new Absent());
    }

    /** A result, waited for as long as the container should run; empty once it should not. */
    private <T> Optional<T> whileWanted(CompletableFuture<T> result) {
        while (true) {
            CompletableFuture<@Nullable Void> change;
            synchronized (this) {
                if (removed || target == null || !(target.level() instanceof Level.Running)) {
                    return Optional.empty();
                }
                change = retargeted;
            }
            if (result.isDone()) {
                return Optional.of(Workbench.join(result));
            }
            try {
                CompletableFuture.anyOf(result, change).join();
            } catch (CompletionException e) {
                // Told by the next look at the result.
            }
        }
    }

    private boolean fail(Optional<String> id, EngineFault.Step step, DockerFault cause) {
        return set(new Failed(id, new EngineFault(step, cause.text())));
    }

    private boolean set(ContainerState next) {
        synchronized (this) {
            state = next;
        }
        worker.tell();
        return true;
    }

    /** Takes what an inspection saw; an older look never undoes a newer one. */
    private void observe(ContainerState seen) {
        synchronized (this) {
            if (removed || ContainerStates.rank(seen) < ContainerStates.rank(state)) {
                return;
            }
            state = seen;
        }
        worker.tell();
    }

    private ContainerState vanished(String id) {
        return state() instanceof Exited exited
                ? exited
                : new Failed(
                        Optional.of(id),
                        new EngineFault(EngineFault.Step.VANISHED, "The container is gone: someone else removed it."));
    }

    private static EngineFault.Step faultStep(EngineFault.Step at, DockerFault cause) {
        var text = cause.text();
        var login = text.contains("unauthorized") || text.contains("no basic auth credentials");
        return at == EngineFault.Step.PULL && login ? EngineFault.Step.PULL_AUTHENTICATION : at;
    }
}
