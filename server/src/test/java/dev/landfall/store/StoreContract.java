package dev.landfall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. A subclass says how to open an empty one. */
public abstract class StoreContract {
    /** A note that stands under each of its words, comma by comma. */
    protected static final Index<String> WORDS = new Index<>(
            "words",
            (key, text) -> text.isEmpty()
                    ? List.of()
                    : List.of(text.split(",")).stream()
                            .map(word -> Key.of(word.split("/")))
                            .toList());

    protected static final Kind<String> NOTE = Kind.of("test.note", text(), WORDS);
    protected static final Kind<String> OTHER = Kind.of("test.other", text());
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TTL = Duration.ofSeconds(10);

    private Store store;

    protected abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static Kind.Codec<String> text() {
        return new Kind.Codec<>() {
            @Override
            public byte[] encode(String value) {
                return value.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String decode(byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        };
    }

    @Test
    void readsBackWhatWasPut() {
        var version = store.transact(tx -> tx.put(NOTE, Key.of("a", "b"), "hello"));
        assertThat(find(NOTE, Key.of("a", "b"))).contains(new Document<>(Key.of("a", "b"), "hello", version));
        assertThat(find(NOTE, Key.of("a"))).isEmpty();
        assertThat(find(OTHER, Key.of("a", "b"))).isEmpty();
    }

    @Test
    void readsItsOwnWritesWithinATransaction() {
        var seen = store.transact(tx -> {
            tx.put(NOTE, Key.of("a"), "x");
            tx.put(NOTE, Key.of("a"), "y");
            return List.of(
                    tx.get(NOTE, Key.of("a")).orElseThrow(),
                    tx.list(NOTE, WORDS, Scan.under("y")).size(),
                    tx.list(NOTE, WORDS, Scan.under("x")).size());
        });
        assertThat(seen).isEqualTo(List.of("y", 1, 0));
    }

    @Test
    void undoesAllThatAFailedTransactionDid() {
        store.transact(tx -> tx.put(NOTE, Key.of("kept"), "old"));
        var told = new CopyOnWriteArrayList<String>();
        try (var watch =
                store.watch(Set.of(NOTE), change -> told.add(change.key().toString()))) {
            assertThatThrownBy(() -> store.transact(tx -> {
                        tx.put(NOTE, Key.of("kept"), "new");
                        tx.put(NOTE, Key.of("more"), "new");
                        tx.delete(NOTE, Key.of("kept"));
                        tx.afterCommit(() -> told.add("ran"));
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            assertThat(notes()).containsExactly("kept=old");
            assertThat(listed(Scan.under("old"))).hasSize(1);
            assertThat(count(Key.of("new"))).isZero();
            store.transact(tx -> tx.put(NOTE, Key.of("next"), "n"));
            eventually(() -> told.contains("next"));
            assertThat(told).doesNotContain("more", "ran");
        }
    }

    @Test
    void anErrorInATransactionReachesItsCallerAndHarmsNobodyElse() {
        assertThatThrownBy(() -> store.transact(tx -> {
                    tx.put(NOTE, Key.of("a"), "x");
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        store.transact(tx -> tx.put(NOTE, Key.of("b"), "y"));
        assertThat(notes()).containsExactly("b=y");
    }

    @Test
    void anInterruptedThreadStillLearnsTheOutcome() {
        Thread.currentThread().interrupt();
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "x"));
        assertThat(Thread.interrupted()).isTrue();
        store.transact(tx -> {
            Thread.currentThread().interrupt();
            return tx.put(NOTE, Key.of("b"), "y");
        });
        Thread.interrupted();
        store.transact(tx -> tx.put(NOTE, Key.of("c"), "z"));
        assertThat(notes()).containsExactly("a=x", "b=y", "c=z");
    }

    @Test
    void refusesToBeCalledFromItsOwnLambda() {
        assertThatThrownBy(() -> store.transact(tx -> store.transact(inner -> inner.delete(NOTE, Key.of("a")))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within its own lambda");
        assertThatThrownBy(() -> store.transact(tx -> store.read(r -> r.find(NOTE, Key.of("a")))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read(r -> store.transact(tx -> tx.delete(NOTE, Key.of("a")))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read(r -> store.read(inner -> inner.find(NOTE, Key.of("a")))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTransactionIsOfNoUseAfterItsLambda() {
        var kept = new AtomicReference<Transaction>();
        store.transact(tx -> {
            kept.set(tx);
            return true;
        });
        assertThatThrownBy(() -> kept.get().put(NOTE, Key.of("a"), "x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().afterCommit(() -> {})).isInstanceOf(IllegalStateException.class);
        var reader = new AtomicReference<Reader>();
        store.read(r -> {
            reader.set(r);
            return true;
        });
        assertThatThrownBy(() -> reader.get().find(NOTE, Key.of("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesOnlyOverTheVersionThatWasRead() {
        var first = store.transact(tx -> tx.put(NOTE, Key.of("a"), "1", 0));
        assertThatThrownBy(() -> store.transact(tx -> tx.put(NOTE, Key.of("a"), "2", 0)))
                .isInstanceOf(Transaction.Conflict.class);
        var second = store.transact(tx -> tx.put(NOTE, Key.of("a"), "2", first));
        assertThat(second).isGreaterThan(first);
        assertThatThrownBy(() -> store.transact(tx -> {
                    tx.put(NOTE, Key.of("b"), "x");
                    return tx.put(NOTE, Key.of("a"), "3", first);
                }))
                .isInstanceOf(Transaction.Conflict.class);
        assertThat(notes()).containsExactly("a=2");
        assertThatThrownBy(() -> store.transact(tx -> tx.put(NOTE, Key.of("absent"), "3", first)))
                .isInstanceOf(Transaction.Conflict.class);
    }

    @Test
    void aDocumentMadeAgainIsNotTakenForTheOneThatWasDeleted() {
        var first = store.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        assertThat(delete(Key.of("a"))).isTrue();
        assertThat(delete(Key.of("a"))).isFalse();
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        assertThatThrownBy(() -> store.transact(tx -> tx.put(NOTE, Key.of("a"), "2", first)))
                .isInstanceOf(Transaction.Conflict.class);
    }

    @Test
    void ordersKeysSegmentBySegment() {
        var keys = List.of(
                Key.of("a"),
                Key.of("a", ""),
                Key.of("a", "b"),
                Key.of("a", "b", "c"),
                Key.of("a", "\u0002"),
                Key.of("a b"),
                Key.of("a-b"),
                Key.of("ab"),
                Key.of("b", "\uffee"),
                Key.of("b", "\ud83d\ude00"));
        store.transact(tx -> {
            keys.reversed().forEach(key -> tx.put(NOTE, key, "x"));
            return true;
        });
        assertThat(keysOf(Scan.under()))
                .containsExactlyElementsOf(keys.stream().sorted().toList());
        assertThat(keysOf(Scan.under("a")))
                .containsExactly(
                        Key.of("a"), Key.of("a", ""), Key.of("a", "\u0002"), Key.of("a", "b"), Key.of("a", "b", "c"));
        assertThat(keysOf(Scan.under("b"))).containsExactly(Key.of("b", "\uffee"), Key.of("b", "\ud83d\ude00"));
    }

    @Test
    void pagesThroughAScanWithoutMissingOrRepeating() {
        store.transact(tx -> {
            IntStream.range(0, 25).forEach(i -> tx.put(NOTE, Key.of("r", "k%02d".formatted(i)), "even/" + i % 2));
            return tx.put(NOTE, Key.of("s"), "even/0");
        });
        var scan = Scan.under("r").limit(10);
        var pages = new ArrayList<List<Key>>();
        for (var page = keysOf(scan); !page.isEmpty(); page = keysOf(scan)) {
            pages.add(page);
            scan = scan.after(Scan.Position.of(page.getLast()));
        }
        assertThat(pages).extracting(List::size).containsExactly(10, 10, 5);
        assertThat(pages.stream().flatMap(List::stream))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(25);

        var byWord = Scan.under("even").limit(7);
        var all = new ArrayList<Key>();
        for (var page = listed(byWord); !page.isEmpty(); page = listed(byWord)) {
            page.forEach(document -> all.add(document.key()));
            byWord = byWord.after(Scan.Position.of(WORDS, page.getLast()));
        }
        assertThat(all).hasSize(26).doesNotHaveDuplicates();
        assertThat(all.get(13)).isEqualTo(Key.of("s"));
        assertThat(count(Key.of("even"))).isEqualTo(26);
        assertThat(count(Key.of("even", "1"))).isEqualTo(12);
        assertThat(keysOf(Scan.under("r").limit(0))).isEmpty();
    }

    @Test
    void keepsIndexesTrueThroughUpdatesAndDeletes() {
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "x,y"));
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "y,z,z"));
        assertThat(listed(Scan.under("x"))).isEmpty();
        assertThat(listed(Scan.under())).extracting(Document::value).containsExactly("y,z,z", "y,z,z");
        store.transact(tx -> tx.put(NOTE, Key.of("a"), ""));
        assertThat(listed(Scan.under())).isEmpty();
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "x"));
        store.transact(tx -> tx.delete(NOTE, Key.of("a")));
        assertThat(listed(Scan.under())).isEmpty();
        var unknown = new Index<String>("unknown", (key, text) -> List.of());
        assertThatThrownBy(() -> store.read(r -> r.list(NOTE, unknown, Scan.under())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReadSeesOneMomentOnly() throws Exception {
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "0"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> IntStream.range(1, 200)
                    .forEach(i -> store.transact(tx -> {
                        tx.put(NOTE, Key.of("a"), "" + i);
                        return tx.put(NOTE, Key.of("b"), "" + i);
                    })));
            while (!writing.isDone()) {
                var pair = store.read(r -> {
                    var a = r.get(NOTE, Key.of("a"));
                    Thread.onSpinWait();
                    return List.of(a, r.get(NOTE, Key.of("b")));
                });
                assertThat(pair.get(1).orElse("0")).isEqualTo(pair.get(0).orElseThrow());
            }
            writing.get();
        }
    }

    @Test
    void concurrentCallersLoseNoUpdate() throws Exception {
        store.transact(tx -> tx.put(NOTE, Key.of("n"), "0"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 16; i++) {
                threads.submit(() -> IntStream.range(0, 50)
                        .forEach(n -> store.transact(tx -> {
                            var count =
                                    Integer.parseInt(tx.get(NOTE, Key.of("n")).orElseThrow());
                            return tx.put(NOTE, Key.of("n"), "" + (count + 1));
                        })));
            }
        }
        assertThat(notes()).containsExactly("n=800");
    }

    @Test
    void tellsChangesAndActionsInCommitOrder() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        try (var watch = store.watch(Set.of(NOTE), change -> told.add(change.key() + (change.deleted() ? "-" : "+")))) {
            store.transact(tx -> {
                tx.put(NOTE, Key.of("a"), "1");
                tx.put(NOTE, Key.of("a"), "2");
                tx.put(OTHER, Key.of("other"), "2");
                tx.afterCommit(() -> told.add("action"));
                return tx.put(NOTE, Key.of("b"), "2");
            });
            store.transact(tx -> tx.delete(NOTE, Key.of("a")));
            eventually(() -> told.size() == 4);
            assertThat(told).containsExactly("action", "a+", "b+", "a-");
        }
        store.transact(tx -> tx.put(NOTE, Key.of("c"), "2"));
        var last = new CopyOnWriteArrayList<Key>();
        store.watch(Set.of(OTHER), change -> last.add(change.key()));
        store.transact(tx -> tx.put(OTHER, Key.of("d"), "2"));
        eventually(() -> last.size() == 1);
        assertThat(told).hasSize(4);
    }

    @Test
    void manyWritersAreToldOfInTheOrderOfTheirVersions() throws Exception {
        var told = new CopyOnWriteArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                var writer = "w" + i;
                threads.submit(() -> IntStream.range(0, 25)
                        .forEach(n -> store.transact(tx -> {
                            var version = tx.put(NOTE, Key.of(writer), "" + n);
                            tx.afterCommit(() -> told.add(version));
                            return version;
                        })));
            }
        }
        eventually(() -> told.size() == 200);
        assertThat(told).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aListenerThatFailsHindersNobody() throws Exception {
        var told = new CopyOnWriteArrayList<Key>();
        store.watch(Set.of(NOTE), change -> {
            throw new IllegalStateException("a listener of this test fails on purpose");
        });
        store.watch(Set.of(NOTE), change -> told.add(change.key()));
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        eventually(() -> told.size() == 1);
    }

    @Test
    void aListenerMayWriteInTurn() throws Exception {
        store.watch(Set.of(NOTE), change -> store.transact(tx -> tx.put(OTHER, change.key(), "followed")));
        store.transact(tx -> tx.put(NOTE, Key.of("a"), "1"));
        eventually(() -> store.read(r -> r.get(OTHER, Key.of("a"))).isPresent());
    }

    @Test
    void aLeaseIsHeldByOneUntilItRunsOut() {
        var a = store.acquire("leader", "a", TTL, T0).orElseThrow();
        assertThat(store.acquire("leader", "b", TTL, T0.plusSeconds(9))).isEmpty();
        assertThat(store.renew(a, TTL, T0.plusSeconds(9))).contains(a);
        assertThat(store.acquire("leader", "b", TTL, T0.plusSeconds(18))).isEmpty();
        var b = store.acquire("leader", "b", TTL, T0.plusSeconds(19)).orElseThrow();
        assertThat(b.epoch()).isGreaterThan(a.epoch());
        assertThat(store.renew(a, TTL, T0.plusSeconds(20))).isEmpty();
        assertThat(store.acquire("another", "a", TTL, T0)).isPresent();
    }

    @Test
    void aStaleHolderCanNoLongerWrite() {
        var a = store.acquire("leader", "a", TTL, T0).orElseThrow();
        store.transact(a, tx -> tx.put(NOTE, Key.of("n"), "a"));
        var b = store.acquire("leader", "b", TTL, T0.plusSeconds(60)).orElseThrow();
        assertThatThrownBy(() -> store.transact(a, tx -> tx.put(NOTE, Key.of("n"), "stale")))
                .isInstanceOf(Lease.Lost.class);
        store.release(a);
        store.transact(b, tx -> tx.put(NOTE, Key.of("n"), "b"));
        assertThat(notes()).containsExactly("n=b");
    }

    @Test
    void aRestartedHolderShutsOutItsFormerSelf() {
        var before = store.acquire("leader", "a", TTL, T0).orElseThrow();
        var after = store.acquire("leader", "a", TTL, T0.plusSeconds(1)).orElseThrow();
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThatThrownBy(() -> store.transact(before, tx -> tx.put(NOTE, Key.of("n"), "stale")))
                .isInstanceOf(Lease.Lost.class);
    }

    @Test
    void aReleasedLeaseIsFreeAtOnce() {
        var a = store.acquire("leader", "a", TTL, T0).orElseThrow();
        store.release(a);
        assertThat(store.renew(a, TTL, T0)).isEmpty();
        assertThatThrownBy(() -> store.transact(a, tx -> tx.put(NOTE, Key.of("n"), "stale")))
                .isInstanceOf(Lease.Lost.class);
        var b = store.acquire("leader", "b", TTL, T0).orElseThrow();
        assertThat(b.epoch()).isGreaterThan(a.epoch());
    }

    @Test
    void refusesEverythingOnceClosed() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.transact(tx -> true)).isInstanceOf(Store.Unavailable.class);
        assertThatThrownBy(() -> store.read(r -> true)).isInstanceOf(Store.Unavailable.class);
    }

    protected final Store store() {
        return store;
    }

    protected final List<String> notes() {
        return store.read(r -> r.list(NOTE, Scan.under()).stream()
                .map(document -> document.key() + "=" + document.value())
                .toList());
    }

    private Optional<Document<String>> find(Kind<String> kind, Key key) {
        return store.read(r -> r.find(kind, key));
    }

    private long count(Key prefix) {
        return store.read(r -> r.count(NOTE, WORDS, prefix));
    }

    private boolean delete(Key key) {
        return store.transact(tx -> tx.delete(NOTE, key));
    }

    private List<Key> keysOf(Scan scan) {
        return store.read(r -> r.list(NOTE, scan).stream().map(Document::key).toList());
    }

    private List<Document<String>> listed(Scan scan) {
        return store.read(r -> r.list(NOTE, WORDS, scan));
    }

    protected static void eventually(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.yield();
        }
    }
}
