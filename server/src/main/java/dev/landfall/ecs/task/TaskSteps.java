package dev.landfall.ecs.task;

import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.Engine;
import dev.landfall.engine.Observation;
import dev.landfall.loop.Reconciler.Next;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Key;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of task plans. Holds only what may be lost: a restart publishes and forwards again. */
final class TaskSteps {
    private static final Logger LOG = LoggerFactory.getLogger(TaskSteps.class);
    private static final Duration PUBLISH_PAUSE = Duration.ofSeconds(10); // the host's firewall may be about to change

    private static final Duration AWAY_PAUSE = Duration.ofSeconds(1);

    /** What a step came to. */
    sealed interface Outcome {
        /** Nothing more to do for now. */
        record Rest(Next next) implements Outcome {}

        /** The stored task moved on. */
        record Changed() implements Outcome {}

        Outcome REST = new Rest(Next.SETTLED);
        Outcome CHANGED = new Changed();
    }

    /** The generation under which a pod is removed: after every level. */
    private static final long REMOVED = Step.LevelOf.values().length + 1L;

    private final Store store;
    private final Scheduler scheduler;
    private final Engine engine;
    private final TaskNetwork network;
    private final LogDelivery logs;
    private final Readying readying;
    private final PodBlueprint blueprint;
    private final Configurations configurations;
    private final PodSightings sightings;
    private final TaskDiary diary;
    private final Consumer<Key> wake;
    private final Set<TaskId> published = ConcurrentHashMap.newKeySet();

    TaskSteps(
            Store store,
            Scheduler scheduler,
            Engine engine,
            TaskPorts ports,
            PodSightings sightings,
            TaskDiary diary,
            Consumer<Key> wake) {
        this.store = store;
        this.scheduler = scheduler;
        this.engine = engine;
        this.network = ports.network();
        this.logs = ports.logs();
        this.readying = new Readying(ports, scheduler);
        this.blueprint = new PodBlueprint(
                ports.images(), new ContainerOutput(store), new ContainerEnvironment(ports.endpoints()));
        this.configurations = new Configurations(store, ports.configuration().vault());
        this.sightings = sightings;
        this.diary = diary;
        this.wake = wake;
    }

    TaskView view(Task task) {
        var seen = sightings.latest(task.id().pod());
        return new TaskView(
                task,
                seen.filter(o -> o.sandbox() instanceof Observation.SandboxState.Ready)
                        .isPresent(),
                published.contains(task.id())
                        || task.network().flatMap(TaskInterface::publicAddress).isEmpty(),
                seen.filter(o -> o.generation() >= Step.LevelOf.STOPPED.generation())
                        .isPresent(),
                drained(task),
                seen.filter(TaskSteps::isGone).isPresent());
    }

    Outcome carryOut(Task task, Step step) {
        return switch (step) {
            case Step.Provision s -> provision(task);
            case Step.Ready s -> ready(task);
            case Step.Ensure s -> ensure(task, s);
            case Step.Publish s -> publish(task);
            case Step.Forward s -> forward(task, s.container());
            case Step.Move s -> move(task, s.next());
            case Step.Remove s -> remove(task);
            case Step.Release s -> release(task);
            case Step.Wait s -> new Outcome.Rest(Next.after(s.delay()));
        };
    }

    void forget(Task task) {
        published.remove(task.id());
        sightings.forget(task.id().pod());
        logs.forget(task.id().pod());
        diary.forget(task);
    }

    private Outcome provision(Task task) {
        var timings = diary.timings(task);
        try {
            store.transact(tx -> {
                var current = tx.get(TaskKinds.TASK, task.key()).orElse(task);
                if (current.phase() instanceof Phase.Provisioning
                        && current.stop().isEmpty()) {
                    var now = scheduler.now();
                    var attached = current.attach(network.attach(tx, current, now), now)
                            .move(new Phase.Pending());
                    tx.put(TaskKinds.TASK, task.key(), attached);
                    diary.write(tx, current, attached, timings, now);
                }
                return true;
            });
            return Outcome.CHANGED;
        } catch (TaskNetwork.Unavailable e) {
            return fail(task, e.text());
        }
    }

    private Outcome ready(Task task) {
        var readied = readying.ready(task, definition(task));
        var configuration = configurations.seal(task, readied.configuration());
        return change(task, (tx, current) -> {
            var next = readied.change().apply(current);
            if (next.phase() instanceof Phase.Activating && current.phase() instanceof Phase.Pending) {
                configuration.ifPresent(kept -> Configurations.keep(tx, next, kept));
            }
            return next;
        });
    }

    /** No container starts before its security groups are enforced. */
    private Outcome ensure(Task task, Step.Ensure wanted) {
        try {
            if (task.phase() instanceof Phase.Activating) {
                network.guard(task);
            }
            var definition = definition(task);
            engine.ensure(blueprint.pod(task, definition, wanted, configurations.of(task, definition)));
            return Outcome.REST;
        } catch (TaskNetwork.Unavailable e) {
            return fail(task, StoppedReasons.resourceInitialization(e.text()));
        }
    }

    private Outcome publish(Task task) {
        var begin = scheduler.now();
        try {
            network.publish(task, definition(task));
            published.add(task.id());
            diary.published(task, begin, scheduler.now());
            return TaskLife.allStarted(task) && task.phase() instanceof Phase.Activating
                    ? Outcome.CHANGED
                    : Outcome.REST;
        } catch (TaskNetwork.Unavailable e) {
            if (task.phase() instanceof Phase.Running) { // it did answer once: a restart must not end what runs
                LOG.warn("The public address of {} does not answer, and is tried again: {}", task.arn(), e.text());
                return new Outcome.Rest(Next.after(PUBLISH_PAUSE));
            }
            return fail(task, StoppedReasons.resourceInitialization(e.text()));
        }
    }

    private Outcome forward(Task task, String name) {
        var container = source(task, task.container(name));
        logTarget(task, definition(task), name)
                .ifPresent(target -> logs.forward(container, target, () -> wake.accept(task.key())));
        return Outcome.REST;
    }

    private Outcome move(Task task, Phase next) {
        var now = scheduler.now();
        return change(task, (tx, current) -> {
            if (next.rank() <= current.phase().rank()) {
                return current;
            }
            var moved = current.move(next);
            if (next instanceof Phase.Running) {
                Configurations.dropIfUsed(tx, moved);
            }
            return switch (next) {
                case Phase.Running r -> moved.with(TaskLife.started(moved, moved.times()));
                case Phase.Stopping s -> moved;
                // Without having been stopping nothing was executed.
                case Phase.Deprovisioning d ->
                    current.phase() instanceof Phase.Stopping
                            ? moved.with(TaskLife.executed(moved, now).executionStopped(now))
                            : moved;
                case Phase.Provisioning p -> moved;
                case Phase.Pending p -> moved;
                case Phase.Activating a -> moved;
                case Phase.Deactivating d -> moved;
                case Phase.Stopped s -> moved;
            };
        });
    }

    private Outcome remove(Task task) {
        try {
            diary.keepLastLines(task, unheard(task));
        } catch (Engine.EngineAway e) {
            return new Outcome.Rest(Next.after(AWAY_PAUSE)); // it could not remove anything now either
        }
        // First, for once the pod is gone the address goes to another task: it must not lead anywhere by then.
        network.withdraw(task);
        engine.remove(task.id().pod(), REMOVED);
        published.remove(task.id());
        return Outcome.REST;
    }

    /** The containers that ran and whose output is in no log stream, or in one that is not to be told. */
    private List<String> unheard(Task task) {
        var definition = definition(task);
        return task.containers().stream()
                .filter(TaskContainer::hasStarted)
                .map(TaskContainer::name)
                .filter(name ->
                        LogTargets.of(task, definition, name).isEmpty() || LogTargets.isSecret(definition, name))
                .toList();
    }

    private Outcome release(Task task) {
        forgetLogs(task); // before the task is over: nobody looks after it once it is
        var timings = diary.timings(task);
        store.transact(tx -> {
            var current = tx.get(TaskKinds.TASK, task.key()).orElse(task);
            if (!current.isOver()) {
                var now = scheduler.now();
                network.detach(tx, current);
                var stopped = current.move(new Phase.Stopped(now));
                Configurations.dropIfUsed(tx, stopped);
                tx.put(TaskKinds.TASK, task.key(), stopped.with(stopped.times().stopped(now)));
                diary.write(tx, current, stopped, timings, now);
            }
            return true;
        });
        return Outcome.CHANGED;
    }

    private void forgetLogs(Task task) {
        var definition = definition(task);
        for (var container : task.containers()) {
            if (container.lives() > 0) {
                logTarget(task, definition, container.name())
                        .ifPresent(target -> logs.forget(source(task, container), target));
            }
        }
    }

    private Optional<LogDelivery.Target> logTarget(Task task, TaskDefinition definition, String container) {
        return LogTargets.of(task, definition, container, configurations.logOptions(task, definition, container));
    }

    private static LogDelivery.Source source(Task task, TaskContainer container) {
        return new LogDelivery.Source(task.id().pod(), container.name(), container.lives());
    }

    private Outcome fail(Task task, String reason) {
        var stop = Stop.failedToStart(reason, scheduler.now());
        return change(task, (tx, current) -> current.end(stop));
    }

    private Outcome change(Task task, BiFunction<Transaction, Task, Task> change) {
        var timings = diary.timings(task);
        store.transact(tx -> {
            var current = tx.get(TaskKinds.TASK, task.key()).orElse(task);
            var next = change.apply(tx, current);
            if (!next.equals(current)) {
                tx.put(TaskKinds.TASK, task.key(), next);
                diary.write(tx, current, next, timings, scheduler.now());
            }
            return true;
        });
        return Outcome.CHANGED;
    }

    private TaskDefinition definition(Task task) {
        var key = TaskDefinition.key(
                task.realm(), task.spec().family(), task.spec().revision());
        return store.read(reader -> reader.get(TaskDefinition.KIND, key))
                .orElseThrow(() -> new IllegalStateException("The task definition of " + task.arn() + " is gone"));
    }

    private boolean drained(Task task) {
        return task.containers().stream()
                .filter(c -> c.lives() > 0)
                .allMatch(c ->
                        LogTargets.of(task, definition(task), c.name()).isEmpty() || logs.drained(source(task, c)));
    }

    private static boolean isGone(Observation seen) {
        return seen.generation() >= REMOVED && PodSightings.isGone(seen);
    }
}
