package dev.landfall.engine.docker;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.Engine;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.PodTimings;
import dev.landfall.engine.Sandbox;
import dev.landfall.engine.StorageUse;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pods on Docker. Several instances share one engine without touching each other's containers. */
public final class DockerEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);
    /** Looks at everything this often, should an event have been lost. */
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private static final Duration PING_PATIENCE = Duration.ofSeconds(2);
    private final ClosingScheduler work;
    private final Workbench bench;
    private final Sandboxes sandboxes;
    private final Acquaintance acquaintance;
    private final Watch watch;
    private final Pods pods;
    private final Adoption adoption;
    private final LinkedHashMap<String, Runnable> untilAdopted = new LinkedHashMap<>();
    private boolean adopted;

    /**
     * @param instance names what is this engine's among all containers of the Docker engine
     * @param guard holds sandboxes to their addresses
     */
    public DockerEngine(DockerHost host, String instance, NetworkPlan plan, AddressGuard guard, Scheduler scheduler) {
        this(host, instance, plan, guard, Patience.AGENT, scheduler);
    }

    /** @param patience with an engine that is slow */
    public DockerEngine(
            DockerHost host,
            String instance,
            NetworkPlan plan,
            AddressGuard guard,
            Patience patience,
            Scheduler scheduler) {
        this.work = new ClosingScheduler(scheduler);
        this.bench = Workbench.of(new DockerClient(host, scheduler), instance, plan, guard, patience, work);
        this.sandboxes = new Sandboxes(bench);
        this.pods = new Pods(bench, sandboxes);
        this.adoption = new Adoption(bench, pods, sandboxes);
        this.acquaintance = new Acquaintance(bench);
        this.watch = new Watch(bench, this::connected, acquaintance::lost, this::event);
    }

    @Override
    public void start(Consumer<Observation> listener) {
        pods.listen(listener);
        bench.kernel().start();
        watch.start();
        bench.scheduler().after(SWEEP, "docker sweep", this::sweep);
    }

    @Override
    public void ensure(Pod pod) {
        whenAdopted(pod.id(), "ensure", () -> pods.ensure(pod));
    }

    @Override
    public void remove(PodId pod, long generation) {
        whenAdopted(pod, "remove", () -> pods.remove(pod, generation));
    }

    @Override
    public void prepare(Set<Sandbox.Interface> wanted) {
        whenAdopted("prepare", () -> sandboxes.prepare(wanted));
    }

    @Override
    public Set<Sandbox.Interface> prepared() {
        return sandboxes.ready();
    }

    @Override
    public List<Observation> observe() {
        return Census.take(bench).pods().stream()
                .map(pod -> pod.observation(pods.generation(pod.id()), bench))
                .toList();
    }

    @Override
    public LogReader logs(PodId pod, String container, LogLine.Position after) {
        return new DockerLogs(bench, pod, container).open(after);
    }

    @Override
    public PodTimings timings(PodId pod) {
        return pods.timings(pod);
    }

    @Override
    public List<LogLine> lastLines(PodId pod, String container, int most) {
        return new DockerLogs(bench, pod, container).last(most);
    }

    @Override
    public Optional<String> stats(PodId pod, String container) {
        return new DockerStats(bench, pod, container).read();
    }

    @Override
    public Optional<StorageUse> storage(PodId pod) {
        return pods.storage(pod);
    }

    @Override
    public void makeNetwork() {
        bench.network().ensure();
    }

    @Override
    public Optional<String> trouble() {
        return bench.client().trouble();
    }

    @Override
    public Health health() {
        try {
            bench.client().callUnversioned(HttpRequest.get("/_ping").within(PING_PATIENCE));
            return new Health(true, "Docker at " + bench.client().host());
        } catch (EngineAway | DockerFault e) {
            return new Health(false, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Contact contact() {
        return acquaintance.contact();
    }

    /**
     * Removes every container, volume and network of this instance from the engine, and works no more. Blocks;
     * before {@link #close}. @throws EngineAway
     */
    public void erase() {
        watch.close();
        sandboxes.stopPreparing();
        bench.network().retire();
        bench.bridge().retire();
        bench.each(bench.containers().ids(bench.instanceLabel(), Labels.CONTAINER), bench.containers()::remove);
        removeContainers();
        removeContainers(); // what was just being made at the first look
        new VolumeCalls(bench.client()).removeAll(bench.instanceLabel());
        bench.traits().learn(EngineInfo.ask(bench.client()), bench.instance());
        new EnvelopeSweep(bench.traits().envelopes(), bench.instance()).removeAll();
        new StorageSweep(bench.traits().quotas()).take();
        erase(bench.bridge());
        erase(bench.network());
        removeContainers(); // what the engine took its time to make for a server that was killed
    }

    private void removeContainers() {
        bench.each(bench.containers().ids(bench.instanceLabel()), bench.containers()::remove);
    }

    private static void erase(DockerNetwork network) {
        try {
            network.remove();
        } catch (DockerFault e) {
            // Docker 20.10 at times counts endpoints of containers that are gone, until it is restarted.
            LOG.warn("The network {} stays, for later use: {}", network.name(), e.getMessage());
        }
    }

    /** Stops working and telling. Containers live on. */
    @Override
    public void close() {
        work.close();
        watch.close();
        bench.kernel().close();
        bench.client().close();
    }

    private void whenAdopted(PodId pod, String what, Runnable action) {
        whenAdopted(what + " " + pod, () -> adoption.whenAdopted(pod, what, action));
    }

    /** What is asked before the engine was first seen waits until then: a pod may be there already. */
    private void whenAdopted(String what, Runnable action) {
        synchronized (this) {
            if (!adopted) {
                untilAdopted.put(what, action);
                return;
            }
        }
        action.run();
    }

    private void connected() {
        var info = EngineInfo.ask(bench.client());
        bench.traits().learn(info, bench.instance());
        acquaintance.made(info);
        if (adopted()) {
            pods.refresh();
            return;
        }
        adoption.begin();
        removeStrayEnvelopes();
        new StorageSweep(bench.traits().quotas()).take();
        while (!adoptedWhenNothingWaits()) {
            runOldest();
        }
    }

    /** Nothing that is asked from here on may overtake what was asked before. */
    private synchronized boolean adoptedWhenNothingWaits() {
        adopted = untilAdopted.isEmpty();
        return adopted;
    }

    private void runOldest() {
        Map.Entry<String, Runnable> oldest;
        synchronized (this) {
            oldest = untilAdopted.firstEntry();
        }
        oldest.getValue().run();
        synchronized (this) {
            untilAdopted.remove(oldest.getKey(), oldest.getValue()); // unless somebody asked anew
        }
    }

    /** Those of pods that are gone. */
    private void removeStrayEnvelopes() {
        if (adoption.isWhole()) {
            new EnvelopeSweep(bench.traits().envelopes(), bench.instance()).removeAllBut(pods::ids);
        }
    }

    void removeStrays() {
        if (adoption.isWhole()) {
            new Strays(bench, pods, sandboxes).remove();
        }
    }

    private synchronized boolean adopted() {
        return adopted;
    }

    private void event(Json event) {
        var labels = event.texts("Actor", "Attributes");
        var pod = Optional.ofNullable(labels.get(Labels.POD)).map(PodId::new);
        var container = Optional.ofNullable(labels.get(Labels.CONTAINER));
        if (pod.isPresent() && container.isPresent()) {
            Death.of(event).ifPresent(death -> pods.note(pod.get(), container.get(), death));
            bench.scheduler().execute("docker event", () -> refresh(pod.get(), container.get()));
        } else {
            event.text("Actor", "ID").flatMap(sandboxes::ended).ifPresent(pods::sandboxEnded);
        }
    }

    private void refresh(PodId pod, String container) {
        try {
            pods.refresh(pod, container);
        } catch (EngineAway | DockerFault e) {
            LOG.debug("Pod {} is looked at when the engine is back: {}", pod, e.getMessage());
        }
    }

    private void sweep() {
        try {
            if (adopted()) {
                adoption.goOn();
                pods.refresh();
                removeStrayEnvelopes();
                bench.guard().repair();
                removeStrays();
            }
        } catch (RuntimeException e) { // the next sweep must come
            LOG.debug("The engine is looked at when it is back: {}", e.getMessage());
        }
        bench.scheduler().after(SWEEP, "docker sweep", this::sweep);
    }
}
