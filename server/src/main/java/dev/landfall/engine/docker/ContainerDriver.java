package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerEndpoint;
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
import dev.landfall.engine.docker.Aims.Target;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one container towards the newest level asked for. It takes one step at a time on a thread of its own, and looks
 * after each whether the level is still the same.
 */
final class ContainerDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerDriver.class);
    static final EngineFault GONE =
            new EngineFault(EngineFault.Step.VANISHED, "No container matching saved ID found"); // the agent's words

    private final Workbench bench;
    private final PodWorker worker;
    private final String name;
    private final Backoff backoff = new Backoff();
    private final Lives lives = new Lives();
    private final Aims aims = new Aims();
    private final ContainerSteps steps;

    private final CompletableFuture<String> begun = new CompletableFuture<>();

    private ContainerState state;
    private ContainerEndpoint endpoint = ContainerEndpoint.NONE;
    private Optional<Death> death = Optional.empty();
    private boolean busy;
    private boolean wakes;
    private long working = Long.MAX_VALUE;

    private interface Step {
        /** Whether it got anywhere; if not, the next waits a little. */
        boolean take();
    }

    ContainerDriver(Workbench bench, PodWorker worker, String name, ContainerState state) {
        this.bench = bench;
        this.worker = worker;
        this.name = name;
        this.state = state;
        this.steps = new ContainerSteps(bench, worker, name, aims, this);
    }

    /** Takes over a container that an earlier process made. */
    static ContainerDriver adopting(Workbench bench, PodWorker worker, String name, ContainerInfo info) {
        var driver = new ContainerDriver(bench, worker, name, info.state());
        driver.endpoint = Endpoints.of(info, bench.bridge().name());
        driver.announceBegun(info.state());
        return driver;
    }

    String name() {
        return name;
    }

    synchronized ContainerState state() {
        return state;
    }

    synchronized ContainerEndpoint endpoint() {
        return endpoint;
    }

    /** The engine's id of it once it was started; fails when it will not be. */
    CompletableFuture<String> begun() {
        return begun;
    }

    void aim(Pod pod, Pod.Container container) {
        synchronized (this) {
            if (container.level() instanceof Level.Running(var over)) {
                lives.follow(over);
            }
            aims.take(new Target(pod, container));
        }
        wake();
    }

    /** Whether a level takes an image that was not asked for yet. */
    synchronized boolean needsImage(Level level) {
        var wanted = level instanceof Level.Pulled || level instanceof Level.Running(var over) && over.isEmpty();
        return wanted && !steps.hasImage() && (state instanceof Absent || state instanceof Pulling);
    }

    /** Takes no further step. Whoever calls this removes the container. */
    void retire() {
        aims.retire();
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

    /** Notes how a container ended, which may be gone before anyone looks at it. */
    synchronized void note(Death seen) {
        death = Optional.of(seen);
    }

    /** Looks at the container and tells what changed. @throws EngineAway */
    void refresh() {
        var id = ContainerStates.runtimeId(state());
        if (id.isPresent()) {
            var info = new ContainerLook(bench, id.get()).take(this::shouldRun);
            observe(
                    info.map(ContainerInfo::state).orElseGet(() -> vanished(id.get())),
                    info.map(seen -> Endpoints.of(seen, bench.bridge().name())).orElse(ContainerEndpoint.NONE));
        }
    }

    private boolean shouldRun() {
        return aims.current().filter(aim -> !aim.stops()).isPresent();
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
                wakeLater();
                break;
            }
            backoff.reset();
        }
        worker.tell(); // no step of an older level is under way any more
    }

    /** Once at a time: each new level tries at once, and would leave one more to come. */
    private synchronized void wakeLater() {
        if (!wakes) {
            wakes = true;
            bench.scheduler().after(backoff.next(steps.pause()), "container " + name + " again", this::wakeAgain);
        }
    }

    private void wakeAgain() {
        synchronized (this) {
            wakes = false;
        }
        wake();
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
        var aim = aims.current();
        var step = aim.flatMap(this::next);
        if (step.isEmpty()) {
            idle();
        } else {
            working = aim.orElseThrow().pod().generation();
        }
        return step;
    }

    private synchronized void idle() {
        busy = false;
        working = Long.MAX_VALUE;
        notifyAll();
    }

    private synchronized Optional<Step> next() {
        return aims.current().flatMap(this::next);
    }

    /** The level that the step under way belongs to; the highest number while there is none. */
    synchronized long working() {
        return working;
    }

    private Optional<Step> next(Target aim) {
        return switch (aim.level()) {
            case Level.Waiting() -> Optional.empty();
            case Level.Pulled() ->
                !steps.hasImage() && (state instanceof Absent || state instanceof Pulling)
                        ? Optional.of(() -> steps.pullAhead(aim))
                        : Optional.empty();
            case Level.Running level ->
                switch (state) {
                    case Absent _, Pulling _ ->
                        Optional.of(() -> level.over().isPresent() ? steps.lost() : steps.bringUp(aim));
                    case Created created -> Optional.of(() -> steps.start(aim, created.runtimeId()));
                    case Exited exited ->
                        level.restarts(exited)
                                ? Optional.of(() -> steps.start(aim, exited.runtimeId()))
                                : Optional.empty();
                    case Running _, Failed _ -> Optional.empty();
                };
            case Level.Stopped(var grace) ->
                switch (state) {
                    case Running running -> Optional.of(() -> steps.stop(running.runtimeId(), grace));
                    case Created created -> Optional.of(() -> steps.discard(created.runtimeId()));
                    case Pulling _ -> Optional.of(() -> set(new Absent()));
                    case Failed _ -> steps.survivor().map(id -> () -> steps.kill(id));
                    case Absent _, Exited _ -> Optional.empty();
                };
        };
    }

    /** Notes and tells what a step came to. */
    boolean set(ContainerState next) {
        synchronized (this) {
            state = next;
        }
        announceBegun(next);
        worker.tell();
        return true;
    }

    /** Takes what an inspection saw; an older look never undoes a newer one. */
    private void observe(ContainerState seen, ContainerEndpoint at) {
        synchronized (this) {
            var removedHere =
                    ContainerStates.runtimeId(seen).filter(steps::discarded).isPresent();
            if (aims.isRetired() || removedHere || lives.isOlder(seen, state)) {
                return;
            }
            state = explained(seen, state);
            endpoint = at;
        }
        announceBegun(seen);
        worker.tell();
    }

    /** What killed it is found out once, when it ends. */
    private static ContainerState explained(ContainerState seen, ContainerState known) {
        return seen instanceof Exited exited
                        && known instanceof Exited before
                        && before.startedAt().equals(exited.startedAt())
                        && before.outOfMemory()
                ? before
                : seen;
    }

    private void announceBegun(ContainerState now) {
        switch (now) {
            case Running up -> begun.complete(up.runtimeId());
            case Exited over -> begun.complete(over.runtimeId());
            case Failed _ -> begun.completeExceptionally(new DockerFault(409, "Container " + name + " did not start"));
            case Absent _, Pulling _, Created _ -> {}
        }
    }

    private synchronized ContainerState vanished(String id) {
        return switch (state) {
            case Exited exited -> exited;
            case Running running
            when death.filter(end -> end.isOf(running)).isPresent() ->
                death.get().of(running, bench.kernel().killed(id));
            case Absent _, Pulling _, Created _, Running _, Failed _ -> new Failed(Optional.of(id), GONE);
        };
    }
}
