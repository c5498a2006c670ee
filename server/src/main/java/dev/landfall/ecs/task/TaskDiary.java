package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.Engine;
import dev.landfall.engine.ForeignText;
import dev.landfall.engine.PodTimings;
import dev.landfall.engine.Span;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Writes down the moments of tasks, in the very transactions that change the tasks. */
final class TaskDiary {
    private static final int LAST_LINES = 20;
    private static final int MAX_LINE_CHARACTERS = 1_000;

    private final Store store;
    private final Engine engine;
    private final Map<TaskId, Span> publications = new ConcurrentHashMap<>(); // until the next transaction of the task

    TaskDiary(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /** To be asked before the transaction. */
    PodTimings timings(Task task) {
        return engine.timings(task.id().pod());
    }

    void published(Task task, Instant begin, Instant end) {
        publications.putIfAbsent(task.id(), Span.of(begin, end));
    }

    void write(Transaction tx, Task before, Task after, PodTimings timings, Instant now) {
        var known = tx.get(TaskMoments.KIND, after.key()).orElse(TaskMoments.NONE);
        var next = known.with(timings).published(Optional.ofNullable(publications.get(after.id())));
        if (!before.phase().equals(after.phase())) {
            next = next.entered(after.phase(), now);
        }
        for (var container : after.containers()) {
            if (container.state() instanceof ContainerState.Running running) {
                next = noted(next, container.name(), running.health(), now);
            }
        }
        if (!next.equals(known)) {
            tx.put(TaskMoments.KIND, after.key(), next);
        }
    }

    private static TaskMoments noted(TaskMoments known, String container, ContainerState.Health health, Instant now) {
        return switch (health) {
            case NONE -> known;
            case STARTING, UNHEALTHY -> known.judged(container, health, now);
            case HEALTHY -> known.judged(container, health, now).healthy(container, now);
        };
    }

    /**
     * Keeps the last lines of containers whose output goes nowhere else, before they are removed. Blocks.
     *
     * @throws Engine.EngineAway
     */
    void keepLastLines(Task task, List<String> containers) {
        var known =
                store.read(reader -> reader.get(TaskMoments.KIND, task.key())).orElse(TaskMoments.NONE);
        var lines = new HashMap<>(known.lastLines());
        for (var container : containers) {
            if (!lines.containsKey(container)) {
                lines.put(container, lastLines(task, container));
            }
        }
        if (lines.size() > known.lastLines().size()) {
            store.transact(tx -> tx.put(
                    TaskMoments.KIND,
                    task.key(),
                    tx.get(TaskMoments.KIND, task.key())
                            .orElse(TaskMoments.NONE)
                            .with(lines)));
        }
    }

    private List<TaskMoments.LastLine> lastLines(Task task, String container) {
        return engine.lastLines(task.id().pod(), container, LAST_LINES).stream()
                .map(line -> new TaskMoments.LastLine(line.writtenAt(), cut(line.text())))
                .toList();
    }

    static String cut(String text) {
        return text.length() <= MAX_LINE_CHARACTERS ? text : ForeignText.beginning(text, MAX_LINE_CHARACTERS) + "…";
    }

    void forget(Task task) {
        publications.remove(task.id());
    }
}
