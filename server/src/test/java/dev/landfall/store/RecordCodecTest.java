package dev.landfall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.Seeds;
import dev.landfall.contract.ecs.KeyValuePair;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.Task;
import dev.landfall.store.record.MalformedRecord;
import dev.landfall.store.record.StoredAs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {
    private record Id(String value) {}

    private enum Colour {
        RED,
        GREEN
    }

    private sealed interface Phase {
        record Waiting() implements Phase {}

        @StoredAs("run")
        record Running(Instant since, Map<Id, Integer> exits) implements Phase {}

        sealed interface Over extends Phase {
            record Stopped(@Nullable String reason, Duration took) implements Over {}
        }
    }

    private record Everything(
            String text,
            int small,
            Integer boxedSmall,
            long large,
            double real,
            boolean yes,
            byte[] bytes,
            Colour colour,
            LaunchType launchType,
            Optional<String> maybe,
            List<Phase> phases,
            Set<Colour> colours,
            Map<String, List<Long>> table,
            Map<Colour, Id> byColour,
            Optional<Everything> inner,
            @StoredAs("aws") KeyValuePair pair,
            List<KeyValuePair> pairs,
            @Nullable Instant at) {}

    static LongStream seeds() {
        return Seeds.some();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsReadBackEqual(long seed) {
        var codec = RecordCodec.of(Everything.class);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (var i = 0; i < 300; i++) {
            var value = everything(random, 2);
            assertThat(codec.decode(codec.encode(value)))
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class)
                    .isEqualTo(value);
        }
    }

    @Test
    void writesCompactJsonWithoutWhatIsEmpty() {
        record Small(
                Id id,
                Optional<String> none,
                List<String> empty,
                @Nullable String nothing,
                Phase phase) {}
        var codec = RecordCodec.of(Small.class);
        var value = new Small(
                new Id("x"),
                Optional.empty(),
                List.of(),
                null,
                new Phase.Running(Instant.EPOCH, Map.of(new Id("c"), 1)));
        assertThat(text(codec.encode(value)))
                .isEqualTo("{\"_v\":1,\"is\":{\"id\":{\"value\":\"x\"},"
                        + "\"phase\":{\"_is\":\"run\",\"since\":\"1970-01-01T00:00:00Z\",\"exits\":{\"c\":1}}}}");
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void theSameSetIsAlwaysTheSameBytes() {
        record Names(Set<String> names, Map<String, Integer> counts) {}
        var codec = RecordCodec.of(Names.class);
        var value = new Names(Set.of("b", "c", "a"), Map.of("z", 1, "y", 2));
        assertThat(text(codec.encode(value)))
                .isEqualTo("{\"_v\":1,\"is\":{\"names\":[\"a\",\"b\",\"c\"],\"counts\":{\"y\":2,\"z\":1}}}");
    }

    @Test
    void keepsAwsStructuresWhole() {
        record Stored(Task task, String after) {}
        var task = Task.builder()
                .taskArn("arn:aws:ecs:eu-central-1:123456789012:task/ü/\"1\"")
                .launchType(LaunchType.FARGATE)
                .createdAt(Instant.parse("2026-01-02T03:04:05.678Z"))
                .build();
        var stored = RecordCodec.of(Stored.class);
        assertThat(stored.decode(stored.encode(new Stored(task, "ü")))).isEqualTo(new Stored(task, "ü"));
        var alone = RecordCodec.of(Task.class);
        assertThat(alone.decode(alone.encode(task))).isEqualTo(task);
    }

    @Test
    void readsDocumentsWithMembersAddedAndRemovedSince() {
        record Now(
                String name,
                Optional<String> added,
                List<String> list,
                Map<String, String> map,
                @Nullable Id id) {}
        var codec = RecordCodec.of(Now.class);
        var old = "{\"_v\":1,\"is\":{\"gone\":{\"deep\":[1,{}]},\"name\":\"n\",\"also\":null}}";
        assertThat(codec.decode(old.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Now("n", Optional.empty(), List.of(), Map.of(), null));
    }

    @Test
    void upgradesOlderDocumentsStepByStep() {
        record Sized(String title, long bytes) {}
        var codec = RecordCodec.of(
                Sized.class,
                document -> {
                    document.put("title", document.remove("name"));
                    return document;
                },
                document -> {
                    document.put("bytes", (Long) document.remove("kilobytes") * 1024);
                    return document;
                });
        assertThat(codec.decode("{\"_v\":1,\"is\":{\"name\":\"a\",\"kilobytes\":2}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Sized("a", 2048));
        assertThat(codec.decode("{\"_v\":2,\"is\":{\"title\":\"a\",\"kilobytes\":2}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Sized("a", 2048));
        assertThat(text(codec.encode(new Sized("a", 1)))).startsWith("{\"_v\":3,");
    }

    @Test
    void saysWhatIsWrongWithADocument() {
        record Named(String name, Colour colour, Optional<Phase> phase) {}
        var codec = RecordCodec.of(Named.class);
        assertMalformed(codec, "{\"_v\":1,\"is\":{\"name\":\"a\"}}", "Named has no colour");
        assertMalformed(codec, "{\"_v\":1,\"is\":{\"name\":\"a\",\"colour\":\"BLUE\"}}", "no Colour is called BLUE");
        assertMalformed(codec, "{\"_v\":1,\"is\":{\"name\":7}}", "VALUE_STRING");
        assertMalformed(codec, "{\"_v\":1,\"is\":{\"phase\":{\"_is\":\"Gone\"}}}", "no case of Phase is called Gone");
        assertMalformed(codec, "{\"_v\":1,\"is\":{\"phase\":{}}}", "Phase does not begin with its case");
        assertMalformed(codec, "{\"_v\":9,\"is\":{}}", "newer Landfall");
        assertMalformed(codec, "{\"_v\":1,\"is\":{", "cannot be read");
        assertMalformed(codec, "", "cannot be read");
    }

    @Test
    void refusesTypesItCannotKeepWhenTheCodecIsMade() {
        record Odd(Object anything) {}
        assertThatThrownBy(() -> RecordCodec.of(Odd.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordCodec.of(Thread.class)).hasMessageContaining("cannot be stored");
        record Keyed(Map<Long, String> map) {}
        assertThatThrownBy(() -> RecordCodec.of(Keyed.class)).hasMessageContaining("key of a stored map");
        record Missing(String name) {}
        var codec = RecordCodec.of(Missing.class);
        assertThatThrownBy(() -> codec.encode(new Missing(null))).hasMessageContaining("Missing has no name");
    }

    private static void assertMalformed(Kind.Codec<?> codec, String json, String message) {
        assertThatThrownBy(() -> codec.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining(message);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Everything everything(RandomGenerator random, int depth) {
        Supplier<String> text = () -> string(random);
        var bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return new Everything(
                text.get(),
                random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextInt(10) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong()),
                random.nextBoolean(),
                bytes,
                Colour.values()[random.nextInt(2)],
                LaunchType.values()[random.nextInt(LaunchType.values().length)],
                random.nextBoolean() ? Optional.empty() : Optional.of(text.get()),
                Stream.generate(() -> phase(random)).limit(random.nextInt(4)).toList(),
                Stream.of(Colour.values()).filter(any -> random.nextBoolean()).collect(Collectors.toSet()),
                Stream.generate(text)
                        .limit(random.nextInt(4))
                        .distinct()
                        .collect(Collectors.toMap(it -> it, it -> List.of(random.nextLong()))),
                random.nextBoolean() ? Map.of() : Map.of(Colour.GREEN, new Id(text.get())),
                depth == 0 || random.nextBoolean() ? Optional.empty() : Optional.of(everything(random, depth - 1)),
                pair(random),
                Stream.generate(() -> pair(random)).limit(random.nextInt(3)).toList(),
                random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
    }

    private static KeyValuePair pair(RandomGenerator random) {
        return new KeyValuePair(string(random), random.nextBoolean() ? null : string(random));
    }

    private static Phase phase(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Phase.Waiting();
            case 1 ->
                new Phase.Running(
                        Instant.ofEpochMilli(random.nextInt()), Map.of(new Id(string(random)), random.nextInt()));
            default ->
                new Phase.Over.Stopped(
                        random.nextBoolean() ? null : string(random), Duration.ofNanos(random.nextLong()));
        };
    }

    private static String string(RandomGenerator random) {
        return random.ints(random.nextInt(12), 0, 0x11_0000)
                .filter(point -> point < 0xd800 || point > 0xdfff)
                .map(point -> random.nextBoolean() ? point % 128 : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
