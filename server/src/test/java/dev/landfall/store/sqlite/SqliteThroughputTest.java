package dev.landfall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Group commit at work: many callers share a sync of the disk. The figures are logged; the bounds leave room for CI. */
@Tag("slow")
class SqliteThroughputTest {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteThroughputTest.class);
    private static final int CALLERS = 32;
    private static final Duration FOR = Duration.ofSeconds(4);

    private record Item(String owner, long count, String text) {}

    private static final Index<Item> BY_OWNER = new Index<>("owner", (key, item) -> List.of(Key.of(item.owner())));
    private static final Kind<Item> ITEM = Kind.of("test.item", RecordCodec.of(Item.class), BY_OWNER);

    @TempDir
    Path directory;

    @Test
    void manyCallersCommitThousandsOfTimesASecond() throws Exception {
        try (var store = SqliteStore.open(directory.resolve("landfall.db"))) {
            var alone = perSecond(1, caller -> put(store, caller, 0));
            var written = new LongAdder();
            var together = perSecond(CALLERS, caller -> {
                written.increment();
                put(store, caller, written.sum() % 1_000);
            });
            var reads = perSecond(
                    CALLERS,
                    caller -> store.read(r ->
                            r.list(ITEM, BY_OWNER, Scan.under("owner" + caller).limit(10))));
            LOG.info(
                    "durable transactions/s: {} alone, {} by {} callers; reads of ten/s: {}",
                    alone,
                    together,
                    CALLERS,
                    reads);
            assertThat(together).isGreaterThan(2_000);
            assertThat(reads).isGreaterThan(1_000);
        }
    }

    private static void put(Store store, int caller, long number) {
        var item = new Item("owner" + caller, number, "x".repeat(300));
        store.transact(tx -> tx.put(ITEM, Key.of("account", "region", "c" + caller, "i" + number), item));
    }

    private static long perSecond(int callers, java.util.function.IntConsumer work) throws Exception {
        var count = new LongAdder();
        var end = System.nanoTime() + FOR.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < callers; i++) {
                var caller = i;
                threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        work.accept(caller);
                        count.increment();
                    }
                });
            }
        }
        return count.sum() / FOR.toSeconds();
    }
}
