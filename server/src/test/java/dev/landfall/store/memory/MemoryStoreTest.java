package dev.landfall.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.StoreContract;
import dev.landfall.store.StoreModelContract;
import dev.landfall.store.memory.Crash.Crashed;
import dev.landfall.store.memory.Crash.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return new MemoryStore();
    }

    @Nested
    class Model extends StoreModelContract {
        @Override
        protected Store open() {
            return new MemoryStore();
        }
    }

    @Test
    void aCrashBeforeDurabilityLosesTheCommit() {
        assertThat(afterCrashAt(Point.BEFORE_DURABLE)).containsExactly("a", "told a");
    }

    @Test
    void aCrashAfterDurabilityKeepsTheCommitAndTellsNobody() {
        assertThat(afterCrashAt(Point.AFTER_DURABLE)).containsExactly("a", "b", "told a");
    }

    /** Dies in the second commit, and says what a store opened on the rest holds and what was told before. */
    private static List<String> afterCrashAt(Point point) {
        var told = new ArrayList<String>();
        var store = new MemoryStore(Committed.NOTHING, Crash.at(2, point), Runnable::run);
        store.watch(Set.of(NOTE), change -> told.add("told " + change.key()));
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        store.transact(tx -> tx.find(NOTE, Key.of("a"))); // a transaction that writes nothing is no commit
        assertThatThrownBy(() -> store.transact(tx -> tx.put(NOTE, Key.of("b"), "2")))
                .isInstanceOf(Crashed.class);
        assertThatThrownBy(() -> store.read(r -> true)).isInstanceOf(Crashed.class);
        var next = new MemoryStore(store.committed(), Crash.NEVER, Runnable::run);
        var seen = new ArrayList<String>();
        next.read(r -> r.list(NOTE, Scan.under()))
                .forEach(document -> seen.add(document.key().toString()));
        long indexed = next.read(r -> r.count(NOTE, WORDS, Key.ROOT));
        assertThat(indexed).isEqualTo(seen.size());
        seen.addAll(told);
        return seen;
    }

    @Test
    void aStoreOpenedOnTheRestGivesOutNoVersionTwice() {
        var first = new MemoryStore();
        var version = first.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        first.transact(tx -> tx.delete(NOTE, Key.of("a")));
        first.kill();
        var second = new MemoryStore(first.committed(), Crash.NEVER, Runnable::run);
        long next = second.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        assertThat(next).isGreaterThan(version);
        assertThat(first.committed().kinds().get(NOTE.name())).isEmpty();
    }
}
