package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerNetwork.Link;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.ContainerState.Created;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Pulling;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.docker.Aims.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps in the life of one container, taken one at a time; each tells whether it got anywhere. */
final class ContainerSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerSteps.class);

    /** How often it is made anew for ports that were found free and then were not, or a network that is gone. */
    private static final int NETWORK_TRIES = 5;

    /** As often as the agent asks an engine that refuses to stop a container, and how long it waits at least before again. */
    private static final int STOP_TRIES = 5;

    private static final Duration STOP_PAUSE = Duration.ofSeconds(1);

    private final Workbench bench;
    private final PodWorker worker;
    private final String name;
    private final Aims aims;
    private final ContainerDriver driver;
    private final ContainerMaker maker;
    private int networkTries = NETWORK_TRIES;
    private int stopTries = STOP_TRIES;
    /** What was to be started when the answer to that was lost. */
    private volatile Optional<ContainerState> unanswered = Optional.empty();

    private volatile String discarded = "";
    private volatile String survivor = "";

    ContainerSteps(Workbench bench, PodWorker worker, String name, Aims aims, ContainerDriver driver) {
        this.bench = bench;
        this.worker = worker;
        this.name = name;
        this.aims = aims;
        this.driver = driver;
        this.maker = new ContainerMaker(bench, worker, name);
    }

    boolean hasImage() {
        return maker.image().isPresent();
    }

    /** Whether this container was removed to be made anew: what is seen of it, or that it is gone, is no news. */
    boolean discarded(String id) {
        return discarded.equals(id);
    }

    /** Brings its image in and waits. */
    boolean pullAhead(Target aim) {
        try {
            var unused = pulled(aim);
            return driver.set(new Absent());
        } catch (PullFailed e) {
            return driver.set(new Failed(Optional.empty(), e.fault()));
        } catch (DockerFault e) {
            return fail(Optional.empty(), EngineFault.Step.PULL, e);
        }
    }

    boolean bringUp(Target aim) {
        var at = EngineFault.Step.PULL;
        try {
            var present = pulled(aim);
            at = EngineFault.Step.SANDBOX;
            var shell = present.isEmpty() ? Optional.<Shell>empty() : aims.await(worker.shell(), Target::runs);
            at = EngineFault.Step.START;
            var links =
                    shell.isEmpty() ? Optional.<Map<Link, String>>empty() : aims.await(maker.links(aim), Target::runs);
            if (links.isEmpty()) {
                return driver.set(new Absent());
            }
            at = EngineFault.Step.CREATE;
            var reference = ImageReference.parse(aim.container().spec().image().pullReference());
            var digest = present.orElseThrow().digest(reference);
            var wiring = new Wiring(bench, aim.pod().sandbox(), shell.orElseThrow(), links.get());
            var id = maker.create(aim, aims, wiring, digest);
            return driver.set(
                    id.<ContainerState>map(made -> new Created(made, digest)).orElseGet(Absent::new));
        } catch (PullFailed e) {
            return driver.set(new Failed(Optional.empty(), e.fault()));
        } catch (DockerFault e) {
            return fail(Optional.empty(), at, e);
        } catch (PodFault e) {
            return fail(Optional.empty(), e.fault());
        } catch (EngineAway e) {
            return fail(Optional.empty(), late(e));
        }
    }

    /** Its image; empty when it is not wanted any more. */
    private Optional<ImageInfo> pulled(Target aim) {
        if (maker.image().isEmpty() && driver.state() instanceof Absent) {
            driver.set(new Pulling(bench.scheduler().now()));
        }
        return maker.pull(aim, aims);
    }

    boolean start(Target aim, String id) {
        if (unanswered.isPresent() && hasStarted(unanswered.get(), id)) {
            return true;
        }
        var clock = worker.clock().container(name);
        clock.begin(ContainerClock.Step.START, bench.scheduler().now());
        try {
            maker.openEnvelope(aim);
            maker.holdStorage(aim, id);
            maker.furnish(aim, id);
            bench.kernel().forget(id);
            unanswered = Optional.of(driver.state());
            bench.turns().urgently(worker.begunAt(), () -> bench.containers().start(id));
            unanswered = Optional.empty();
            clock.end(ContainerClock.Step.START, bench.scheduler().now());
        } catch (DockerFault e) {
            unanswered = Optional.empty();
            if (driver.state() instanceof Created && isWorthAnother(aim, e) && networkTries-- > 0) {
                return discard(id);
            }
            if (maker.asksForLess(id, e)) {
                return discard(id);
            }
            return fail(Optional.of(id), EngineFault.Step.START, e);
        } catch (PodFault e) {
            return fail(Optional.of(id), e.fault());
        } catch (EngineAway e) {
            return mayLive(id, late(e));
        }
        look(id);
        if (driver.state() instanceof Running) {
            new EnvelopeProof(bench).take(aim.pod().id(), id);
        }
        return true;
    }

    /** Whether an earlier start came about after all, though its answer was lost: nothing is to run twice. */
    private boolean hasStarted(ContainerState before, String id) {
        look(id);
        unanswered = Optional.empty();
        return !driver.state().equals(before);
    }

    /** Whether it runs, or runs no more, is only known once it was looked at. */
    private void look(String id) {
        try {
            driver.refresh();
        } catch (DockerFault e) {
            mayLive(id, new EngineFault(EngineFault.Step.INSPECT, e.told()));
        } catch (EngineAway e) {
            mayLive(id, late(e));
        }
    }

    boolean stop(String id, int graceSeconds) {
        try {
            bench.containers().stop(id, graceSeconds);
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return fail(Optional.of(id), EngineFault.Step.STOP, e);
            }
            return notStopped(id, new EngineFault(EngineFault.Step.STOP, e.told()));
        } catch (EngineAway e) {
            return notStopped(id, late(e));
        }
        look(id);
        return !(driver.state() instanceof Running);
    }

    /** It may have ended all the same, or be beyond the engine's power: then its removal goes on trying to kill it. */
    private boolean notStopped(String id, EngineFault why) {
        LOG.warn("Container {} of pod {} was not stopped: {}", name, worker.id(), why.message());
        if (--stopTries <= 0) {
            return fail(Optional.of(id), why);
        }
        driver.refresh();
        return !(driver.state() instanceof Running);
    }

    /** How long to leave the engine alone at least before a step is tried again. */
    Duration pause() {
        return stopTries < STOP_TRIES ? STOP_PAUSE : Duration.ZERO;
    }

    /** One that was to be started and may live although it counts as failed. */
    Optional<String> survivor() {
        return Optional.of(survivor).filter(id -> !id.isEmpty());
    }

    /** Ends it for good. */
    boolean kill(String id) {
        discarded = id;
        bench.remove(id);
        survivor = "";
        return true;
    }

    private boolean mayLive(String id, EngineFault why) {
        survivor = id;
        return fail(Optional.of(id), why);
    }

    /** What the engine did not come to an end with, while it answers else. @throws EngineAway where it does not */
    private EngineFault late(EngineAway away) {
        return Transition.timedOut(away, bench.client()).map(Transition::fault).orElseThrow(() -> away);
    }

    boolean discard(String id) {
        discarded = id;
        try {
            bench.containers().remove(id);
        } catch (RuntimeException e) {
            discarded = ""; // it may still be there
            throw e;
        }
        return driver.set(new Absent());
    }

    private boolean fail(Optional<String> id, EngineFault.Step step, DockerFault cause) {
        return fail(id, new EngineFault(step, cause.told()));
    }

    private boolean fail(Optional<String> id, EngineFault why) {
        return driver.set(new Failed(id, why));
    }

    /** Other ports may be free, and a network that somebody removed is made again. */
    private boolean isWorthAnother(Target aim, DockerFault cause) {
        if (cause.isNotFound() && cause.text().contains(bench.bridge().name())) {
            bench.bridge().forget();
            return true;
        }
        var chosen = aim.container().spec().network().ports().stream()
                .anyMatch(port -> port.host().isEmpty());
        return chosen && cause.isPortConflict();
    }

    /** It was to be started again, and is not there. */
    boolean lost() {
        return driver.set(new Failed(Optional.empty(), ContainerDriver.GONE));
    }
}
