package dev.landfall.ecs.task;

import dev.landfall.engine.Observation;
import dev.landfall.loop.Reconciler;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Key;
import dev.landfall.store.Store;
import java.time.Instant;
import java.util.Optional;

/** Brings one task closer to what is wanted of it: look, plan, do, until there is nothing to do but wait. */
final class TaskReconciler implements Reconciler<Key> {
    /** More rounds than a life has phases: a plan that never settles is a mistake, not work. */
    private static final int MAX_ROUNDS = 16;

    private final Store store;
    private final Scheduler scheduler;
    private final PodSightings sightings;
    private final TaskSteps steps;
    private final TaskDiary diary;

    TaskReconciler(Store store, Scheduler scheduler, PodSightings sightings, TaskSteps steps, TaskDiary diary) {
        this.store = store;
        this.scheduler = scheduler;
        this.sightings = sightings;
        this.steps = steps;
        this.diary = diary;
    }

    @Override
    public Next reconcile(Key key, Instant start) {
        for (var round = 0; round < MAX_ROUNDS; round++) {
            var task = look(key);
            if (task.isEmpty() || task.get().isOver()) {
                task.ifPresent(steps::forget);
                return Next.SETTLED;
            }
            sightings.own(task.get().id().pod(), key);
            var outcome = act(task.get());
            if (outcome instanceof TaskSteps.Outcome.Rest rest) {
                return rest.next();
            }
        }
        throw new IllegalStateException("The plan of task " + key + " does not settle");
    }

    /** The task as stored, after what the engine told last. */
    private Optional<Task> look(Key key) {
        var task = store.read(reader -> reader.get(TaskKinds.TASK, key));
        var seen = task.flatMap(t -> sightings.latest(t.id().pod()));
        if (seen.isEmpty() || unchanged(task.get(), seen.get())) {
            return task;
        }
        var timings = diary.timings(task.get());
        return store.transact(tx -> {
            var current = tx.get(TaskKinds.TASK, key);
            current.ifPresent(t -> {
                var now = scheduler.now();
                var next = TaskLife.on(t, seen.get(), now);
                tx.put(TaskKinds.TASK, key, next);
                diary.write(tx, t, next, timings, now);
            });
            return tx.get(TaskKinds.TASK, key);
        });
    }

    private boolean unchanged(Task task, Observation seen) {
        return TaskLife.on(task, seen, scheduler.now()).equals(task);
    }

    private TaskSteps.Outcome act(Task task) {
        var next = Next.SETTLED;
        for (var step : TaskPlanner.plan(steps.view(task), scheduler.now())) {
            switch (steps.carryOut(task, step)) {
                case TaskSteps.Outcome.Rest rest -> next = sooner(next, rest.next());
                case TaskSteps.Outcome.Changed changed -> {
                    return changed; // plan anew from what is now the case
                }
            }
        }
        return new TaskSteps.Outcome.Rest(next);
    }

    private static Next sooner(Next one, Next other) {
        if (one instanceof Next.After a && other instanceof Next.After b) {
            return a.delay().compareTo(b.delay()) <= 0 ? a : b;
        }
        return one instanceof Next.After ? one : other;
    }
}
