package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.store.CountingStore;
import dev.landfall.store.Key;
import dev.landfall.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskLoopTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");

    private final CountingStore store = new CountingStore(new MemoryStore());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void sweepsOverEveryTaskThatIsNotOverAndHoldsAPageOfThemAtMost() {
        var keys = new ArrayList<Key>();
        for (var i = 0; i < 1_001; i++) {
            keys.add(store(Tasks.placed("%032x".formatted(i), new Phase.Pending(), "role", "app")));
        }
        var over = store(Tasks.placed("f".repeat(32), new Phase.Stopped(T0), "role", "app"));
        assertThat(TaskLoop.alive(store)).containsExactlyElementsOf(keys).doesNotContain(over);
        assertThat(store.mostAtOnce()).isEqualTo(500);
    }

    @Test
    void sweepsOverNothingWhereNothingRuns() {
        assertThat(TaskLoop.alive(store)).isEqualTo(List.of());
    }

    private Key store(Task task) {
        store.transact(tx -> tx.put(TaskKinds.TASK, task.key(), task));
        return task.key();
    }
}
