package dev.landfall.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on a store and on the simplest model of one always agree. */
public abstract class StoreModelContract {
    private static final int STEPS = 400;
    private static final List<String> ALPHABET = List.of("", "a", "b", "ab", "a b", "\u0002", "\uffee", "\ud83d\ude00");

    protected abstract Store open() throws Exception;

    /** Three seeds that never change, and a fresh one that the test's name tells. */
    static LongStream seeds() {
        return Seeds.some();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheModel(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var model = new TreeMap<Key, String>();
        try (var store = open()) {
            for (var step = 0; step < STEPS; step++) {
                var draft = new TreeMap<>(model);
                if (transaction(store, random, draft)) {
                    model = draft;
                }
                compare(store, random, model);
            }
        }
    }

    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** False when it was rolled back. */
    private static boolean transaction(Store store, RandomGenerator random, Map<Key, String> draft) {
        try {
            return store.transact(tx -> {
                for (var i = random.nextInt(4); i >= 0; i--) {
                    operation(tx, random, draft);
                }
                if (random.nextInt(4) == 0) {
                    throw new Abandoned();
                }
                return true;
            });
        } catch (Abandoned e) {
            return false;
        }
    }

    private static void operation(Transaction tx, RandomGenerator random, Map<Key, String> draft) {
        var key = key(random);
        if (random.nextInt(3) == 0) {
            assertThat(tx.delete(StoreContract.NOTE, key)).isEqualTo(draft.remove(key) != null);
        } else {
            var text = text(random);
            tx.put(StoreContract.NOTE, key, text);
            draft.put(key, text);
        }
        assertThat(tx.get(StoreContract.NOTE, key)).isEqualTo(Optional.ofNullable(draft.get(key)));
    }

    private static void compare(Store store, RandomGenerator random, TreeMap<Key, String> model) {
        var prefix = random.nextInt(3) == 0 ? Key.ROOT : key(random);
        var limit = random.nextBoolean() ? Scan.UNLIMITED : random.nextInt(5);
        var start = random.nextBoolean() ? "" : beginning(pick(random));
        var scan = new Scan(prefix, Optional.empty(), limit, start, random.nextBoolean());
        var documents = random.nextBoolean() ? scan : scan.after(Scan.Position.of(key(random)));
        List<Key> inOrder = store.read(r -> keys(r.list(StoreContract.NOTE, documents)));
        assertThat(inOrder).isEqualTo(page(positions(model), documents));
        var entries = random.nextBoolean() ? scan : scan.after(new Scan.Position(key(random), key(random)));
        List<Key> byWord = store.read(r -> keys(r.list(StoreContract.NOTE, StoreContract.WORDS, entries)));
        assertThat(byWord).isEqualTo(page(words(model), entries));
        long count = store.read(r -> r.count(StoreContract.NOTE, StoreContract.WORDS, prefix));
        assertThat(count).isEqualTo(page(words(model), Scan.under(prefix)).size());
    }

    private static List<Key> keys(List<Document<String>> documents) {
        return documents.stream().map(Document::key).toList();
    }

    private static List<Scan.Position> positions(Map<Key, String> model) {
        return model.keySet().stream().map(Scan.Position::of).toList();
    }

    private static List<Scan.Position> words(Map<Key, String> model) {
        var all = new ArrayList<Scan.Position>();
        model.forEach((key, text) -> StoreContract.WORDS.keys().apply(key, text).stream()
                .distinct()
                .forEach(entry -> all.add(new Scan.Position(entry, key))));
        return all;
    }

    private static List<Key> page(List<Scan.Position> positions, Scan scan) {
        return positions.stream()
                .filter(position -> position.entry().startsWith(scan.prefix()))
                .filter(position -> scan.start().isEmpty() || goesOn(position.entry(), scan))
                .filter(position -> scan.after()
                        .filter(after -> order(scan).compare(position, after) <= 0)
                        .isEmpty())
                .sorted(order(scan))
                .limit(scan.limit())
                .map(Scan.Position::document)
                .toList();
    }

    private static String beginning(String text) {
        return text.isEmpty() ? "" : Character.toString(text.codePointAt(0));
    }

    private static Comparator<Scan.Position> order(Scan scan) {
        return scan.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /** Whether there is a segment behind the prefix, and one that begins as the scan wants. */
    private static boolean goesOn(Key entry, Scan scan) {
        var depth = scan.prefix().segments().size();
        return entry.segments().size() > depth && entry.segment(depth).startsWith(scan.start());
    }

    private static Key key(RandomGenerator random) {
        return new Key(
                Stream.generate(() -> pick(random)).limit(1 + random.nextInt(3)).toList());
    }

    private static String text(RandomGenerator random) {
        return String.join(
                ",",
                Stream.generate(() -> pick(random) + "/" + pick(random))
                        .limit(random.nextInt(3))
                        .toList());
    }

    private static String pick(RandomGenerator random) {
        return ALPHABET.get(random.nextInt(ALPHABET.size()));
    }
}
