package dev.landfall.ecs.task;

import dev.landfall.engine.Engine;
import dev.landfall.engine.PodId;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that makes tasks come true: woken by commits, by the engine, and by a sweep. */
public final class TaskLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);
    private static final int CONCURRENCY =
            64; // tasks worked on at once; each waits for a disk or an engine, not a core
    private static final Duration ADOPTION_PAUSE = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private static final int PAGE = 500; // tasks read at once

    /** Removes a pod whatever level anybody asked for. */
    private static final long AT_LAST = Long.MAX_VALUE;

    private final Store store;
    private final Scheduler scheduler;
    private final Engine engine;
    private final PodSightings sightings;
    private final Loop<Key> loop;
    private final Store.Watch watch;

    public TaskLoop(Store store, Scheduler scheduler, Engine engine, TaskPorts ports, RandomGenerator random) {
        this.store = store;
        this.scheduler = scheduler;
        this.engine = engine;
        this.sightings = new PodSightings(this::wake, this::adopt);
        var diary = new TaskDiary(store, engine);
        var steps = new TaskSteps(store, scheduler, engine, ports, sightings, diary, this::wake);
        this.loop = new Loop<>(
                Loop.Options.of("tasks", CONCURRENCY, SWEEP),
                scheduler,
                random,
                new TaskReconciler(store, scheduler, sightings, steps, diary),
                () -> alive(store));
        this.watch = store.watch(Set.of(TaskKinds.TASK), change -> {
            if (!change.deleted()) {
                loop.wake(change.key());
            }
        });
    }

    /** Begins: every task that is not over is looked at, and the engine tells what it has. */
    public void start() {
        alive(store).forEach(key -> sightings.own(new PodId(key.last()), key));
        engine.start(sightings);
        loop.start();
    }

    private void wake(Key key) {
        loop.wake(key);
    }

    /** Page by page: whole tasks are read for their keys, and there may be more than memory should hold at once. */
    static List<Key> alive(Store store) {
        var keys = new ArrayList<Key>();
        var scan = Scan.under(Key.ROOT).limit(PAGE);
        var page = store.read(alive(scan));
        while (!page.isEmpty()) {
            page.forEach(task -> keys.add(task.key()));
            page = store.read(alive(scan.after(Scan.Position.of(TaskKinds.ALIVE, page.getLast()))));
        }
        return keys;
    }

    private static Function<Reader, List<Document<Task>>> alive(Scan scan) {
        return reader -> reader.list(TaskKinds.TASK, TaskKinds.ALIVE, scan);
    }

    /** A pod that no task in memory owns: either its task is only in the store, or it should not be there. */
    private void adopt(PodId pod) {
        scheduler.execute("adopt " + pod, () -> {
            try {
                findOwner(pod);
            } catch (RuntimeException e) {
                adoptLater(pod, e);
            } catch (Error e) { // the thread's handler reports the rest
                adoptLater(pod, e);
                throw e;
            }
        });
    }

    /** A strange pod is told once: nobody else would look after it. */
    private void adoptLater(PodId pod, Throwable thrown) {
        LOG.warn("The owner of pod {} is looked for again: {}", pod, thrown.toString());
        scheduler.after(ADOPTION_PAUSE, "adopt " + pod, () -> adopt(pod));
    }

    private void findOwner(PodId pod) {
        var owner = store.read(reader -> reader.list(TaskKinds.TASK, TaskKinds.ALIVE, Scan.under(pod.value())));
        if (owner.isEmpty()) {
            engine.remove(pod, AT_LAST);
            sightings.forget(pod);
        } else {
            sightings.own(pod, owner.getFirst().key());
            loop.wake(owner.getFirst().key());
        }
    }

    @Override
    public void close() {
        watch.close();
        loop.close();
    }
}
