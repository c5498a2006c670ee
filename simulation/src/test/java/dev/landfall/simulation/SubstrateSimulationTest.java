package dev.landfall.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Seeds;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler.Next;
import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Store, loops and scheduler carry a small controller through crashes: clients write what they want, a loop brings a
 * machine outside the process there, and records what it saw.
 */
class SubstrateSimulationTest {
    private record Wish(long wanted, long seen) {
        boolean isOpen() {
            return wanted != seen;
        }
    }

    private static final Index<Wish> OPEN =
            new Index<>("open", (key, wish) -> wish.isOpen() ? List.of(key) : List.of());
    private static final Kind<Wish> WISH = Kind.of("sim.wish", RecordCodec.of(Wish.class), OPEN);
    private static final int KEYS = 5;
    private static final int WISHES = 300;
    private static final Duration HOUR = Duration.ofHours(1);

    static LongStream seeds() {
        return Seeds.some(20);
    }

    /** A machine that is set to levels, and at times does not answer. */
    private static final class Machine {
        private final Map<Key, Long> levels = new TreeMap<>();
        private RandomGenerator random;

        void ensure(Key key, long level) {
            if (random.nextInt(5) == 0) {
                throw new IllegalStateException("the machine of this simulation is away");
            }
            levels.put(key, level);
        }
    }

    private final Machine machine = new Machine();

    private World world(long seed) {
        var world = new World(seed, this::start);
        machine.random = world.random();
        return world;
    }

    private void start(Life life) {
        var store = life.store();
        var loop = new Loop<Key>(
                Loop.Options.of("wishes", 2, Duration.ofMinutes(1)),
                life.scheduler(),
                java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(life.number()),
                (key, now) -> reconcile(life, key),
                () -> store.read(r -> r.list(WISH, OPEN, Scan.under())).stream()
                        .map(Document::key)
                        .toList());
        store.watch(Set.of(WISH), change -> loop.wake(change.key()));
        loop.start();
    }

    private Next reconcile(Life life, Key key) {
        var wish = life.store().read(r -> r.find(WISH, key)).orElseThrow();
        if (wish.value().isOpen()) {
            machine.ensure(key, wish.value().wanted());
            var seen = new Wish(wish.value().wanted(), wish.value().wanted());
            try {
                life.store().transact(tx -> tx.put(WISH, key, seen, wish.version()));
            } catch (Transaction.Conflict moved) {
                return Next.after(Duration.ZERO);
            }
        }
        return Next.SETTLED;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyAcknowledgedWishComesTrueThroughCrashes(long seed) {
        var world = world(seed);
        var random = world.random();
        var acknowledged = new TreeMap<Key, Long>();
        world.change(Chaos.USUAL);
        for (var i = 1L; i <= WISHES; i++) {
            if (i == WISHES / 2) {
                world.kill(); // chance alone may spare it
            }
            var key = Key.of("account", "k" + random.nextInt(KEYS));
            var wanted = i;
            world.attempt(life -> life.store().transact(tx -> {
                        var seen = tx.get(WISH, key).map(Wish::seen).orElse(0L);
                        return tx.put(WISH, key, new Wish(wanted, seen));
                    }))
                    .ifPresent(version -> acknowledged.put(key, wanted));
            world.run(Duration.ofMillis(random.nextInt(2_000)));
        }
        world.change(Chaos.NONE);
        assertThat(world.runUntil(() -> world.life().filter(this::isSettled).isPresent(), HOUR))
                .isTrue();
        assertThat(world.lives()).isGreaterThan(1);
        assertThat(machine.levels.keySet()).containsAll(acknowledged.keySet());
        acknowledged.forEach((key, wanted) ->
                assertThat(machine.levels.get(key)).as("%s", key).isGreaterThanOrEqualTo(wanted));
        world.life()
                .orElseThrow()
                .store()
                .read(r -> r.list(WISH, Scan.under()))
                .forEach(wish -> assertThat(machine.levels)
                        .containsEntry(wish.key(), wish.value().wanted()));
    }

    private boolean isSettled(Life life) {
        return life.store().read(r -> r.count(WISH, OPEN, Key.ROOT)) == 0;
    }

    @Test
    void aSeedTellsTheWholeRun() {
        everyAcknowledgedWishComesTrueThroughCrashes(42);
        var first = Map.copyOf(machine.levels);
        var world = world(42);
        world.change(Chaos.USUAL);
        world.run(HOUR);
        var again = world(42);
        again.change(Chaos.USUAL);
        again.run(HOUR);
        assertThat(again.scheduler().fingerprint()).isEqualTo(world.scheduler().fingerprint());
        assertThat(again.lives()).isEqualTo(world.lives());
        machine.levels.clear();
        everyAcknowledgedWishComesTrueThroughCrashes(42);
        assertThat(machine.levels).isEqualTo(first);
    }

    @Test
    void aLeaseShutsOutAHolderThatSleptThroughItsTime() {
        var world = world(7);
        world.run(Duration.ZERO);
        var store = world.life().orElseThrow().store();
        var now = world.scheduler().now();
        var old = store.acquire("leader", "a", Duration.ofSeconds(10), now).orElseThrow();
        world.run(Duration.ofSeconds(11));
        var later = world.scheduler().now();
        assertThat(later).isEqualTo(Instant.parse("2026-01-01T00:00:11Z"));
        assertThat(store.acquire("leader", "b", Duration.ofSeconds(10), later)).isPresent();
        assertThat(store.renew(old, Duration.ofSeconds(10), later)).isEmpty();
    }
}
