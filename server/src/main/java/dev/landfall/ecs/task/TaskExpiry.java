package dev.landfall.ecs.task;

import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Lets go of tasks an hour after they stopped, as AWS does at the earliest, of client tokens after a day, and of deleted
 * task definitions once their last task is over.
 */
public final class TaskExpiry implements AutoCloseable {
    private static final Duration TASKS_KEPT = Duration.ofHours(1);
    private static final Duration TOKENS_KEPT = Duration.ofHours(24);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final int BATCH = 500; // documents a transaction deletes, so that others are not held up
    private static final String KEY = "expiry";

    private final Store store;
    private final Loop<String> loop;
    private Optional<Scan.Position> lastLookedAt = Optional.empty(); // only the loop's one key at a time comes here

    public TaskExpiry(Store store, Scheduler scheduler, RandomGenerator random) {
        this.store = store;
        this.loop = new Loop<>(
                Loop.Options.of("task expiry", 1, SWEEP),
                scheduler,
                random,
                (key, now) -> expire(now),
                () -> List.of(KEY));
    }

    public void start() {
        loop.start();
    }

    private Reconciler.Next expire(Instant now) {
        var more = expire(TaskKinds.TASK, TaskKinds.BY_END, now.minus(TASKS_KEPT))
                | expire(TaskKinds.CLIENT_TOKEN, ClientToken.BY_AGE, now.minus(TOKENS_KEPT));
        deleteDefinitions();
        return more ? Reconciler.Next.after(Duration.ZERO) : Reconciler.Next.SETTLED;
    }

    /** Deletes the oldest up to a moment; true when a whole batch went and more may be due. */
    private <T> boolean expire(Kind<T> kind, Index<T> byAge, Instant until) {
        var limit = Key.of(TaskKinds.sortable(until));
        return store.transact(tx -> {
            var due = tx.list(kind, byAge, Scan.under(Key.ROOT).limit(BATCH)).stream()
                    .filter(d -> Scan.Position.of(byAge, d).entry().compareTo(limit) <= 0)
                    .map(Document::key)
                    .toList();
            due.forEach(key -> {
                tx.delete(kind, key);
                if (kind.equals(TaskKinds.TASK)) {
                    tx.delete(TaskMoments.KIND, key);
                }
            });
            return due.size() == BATCH;
        });
    }

    /** Looks at a batch and goes on behind it the next time, so that many still in use do not hide the rest. */
    private void deleteDefinitions() {
        var all = Scan.under(Key.ROOT).limit(BATCH);
        var scan = lastLookedAt.map(all::after).orElse(all);
        lastLookedAt = store.transact(tx -> {
            var batch = tx.list(TaskDefinition.KIND, TaskDefinition.DELETING, scan);
            for (var deleting : batch) {
                if (tx.count(TaskKinds.TASK, TaskKinds.ALIVE_BY_DEFINITION, deleting.key()) == 0) {
                    tx.delete(TaskDefinition.KIND, deleting.key());
                }
            }
            return batch.size() < BATCH
                    ? Optional.<Scan.Position>empty()
                    : Optional.of(Scan.Position.of(TaskDefinition.DELETING, batch.getLast()));
        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
