package dev.landfall.ecs.agent;

import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.json.Json;
import dev.landfall.loop.Scheduler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The statistics of a task's containers. */
record StatsDocument(StatsReadings readings, Scheduler scheduler, Asker asker, ContainerDocument containers) {
    /** Of one container; empty while it does not run or the engine does not answer. Blocks. */
    Optional<Json> of(TaskContainer container, boolean v4) {
        var id = containers.runtimeId(container);
        try {
            return readings.of(asker.task().id().pod(), container.name())
                    .map(reading -> new Json.Members(
                            v4
                                    ? reading.sample().toldWithRates(id, reading.before())
                                    : reading.sample().told(id, reading.before())));
        } catch (EngineAway e) {
            return Optional.empty();
        }
    }

    /** Of all by their runtime's ids, with null for one that does not run. Blocks. */
    Json ofAll(boolean v4) {
        var asked = new LinkedHashMap<String, CompletableFuture<Optional<Json>>>();
        for (var container : asker.task().containers()) {
            if (container.runtimeId().isPresent()) {
                var told = new CompletableFuture<Optional<Json>>();
                asked.put(containers.runtimeId(container), told);
                scheduler.execute("stats of " + container.name(), () -> complete(told, container, v4));
            }
        }
        Map<String, Json> all = new LinkedHashMap<>();
        asked.forEach((id, told) -> all.put(id, told.join().orElse(new Json.Null())));
        return new Json.Members(all);
    }

    private void complete(CompletableFuture<Optional<Json>> told, TaskContainer container, boolean v4) {
        try {
            told.complete(of(container, v4));
        } catch (RuntimeException e) { // the one who waits must hear of it
            told.completeExceptionally(e);
        }
    }
}
