package dev.landfall.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up values of any shape, the same ones for the same seed. */
public final class Samples {
    private static final int DEEPEST = 8;
    private static final int[] ALPHABET =
            "abcXYZ019 _-.:/=+@&<>\"'\\%\t\n\r\u00e9\u4e2d".codePoints().toArray();
    private static final int EMOJI = 0x1f680;

    private final Random random;

    public Samples(long seed) {
        this.random = new Random(seed);
    }

    public <T extends Structure> T structure(StructureSchema<T> schema) {
        return structure(schema, 0);
    }

    private <T extends Structure> T structure(StructureSchema<T> schema, int depth) {
        var members = schema.members();
        // Deep members come sparsely, so that even the widest shapes stay small.
        int oneIn = 1 + depth + members.size() / 20;
        return schema.create(members.stream()
                .map(member -> random.nextInt(oneIn) == 0 ? value(member.schema(), depth + 1) : null)
                .toArray());
    }

    private Object value(Schema schema, int depth) {
        if (depth > DEEPEST && schema instanceof StructureSchema<?> structure) {
            return structure.create(new Object[structure.members().size()]);
        }
        return switch (schema) {
            case StructureSchema<?> structure -> structure(structure, depth);
            case ListSchema list -> list(list, depth);
            case MapSchema map -> map(map, depth);
            case StringSchema s -> text();
            case EnumSchema<?> constants -> constant(constants);
            case NumberSchema number -> number(number.width());
            case BooleanSchema s -> random.nextBoolean();
            case TimestampSchema s -> Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L));
            case BlobSchema s -> bytes();
            case DocumentSchema s -> document(depth);
        };
    }

    private List<Object> list(ListSchema schema, int depth) {
        int size = depth > DEEPEST ? 0 : random.nextInt(3);
        return IntStream.range(0, size)
                .mapToObj(i -> value(schema.element(), depth + 1))
                .toList();
    }

    private Map<String, Object> map(MapSchema schema, int depth) {
        int size = depth > DEEPEST ? 0 : random.nextInt(3);
        var entries = new LinkedHashMap<String, Object>();
        IntStream.range(0, size).forEach(i -> entries.put(text() + i, value(schema.value(), depth + 1)));
        return entries;
    }

    private String text() {
        var text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            int choice = random.nextInt(ALPHABET.length + 1);
            text.appendCodePoint(choice == ALPHABET.length ? EMOJI : ALPHABET[choice]);
        }
        return text.toString();
    }

    private Object constant(EnumSchema<?> schema) {
        var values = schema.values();
        return schema.lookup(values.get(random.nextInt(values.size()))).orElseThrow();
    }

    private Object number(NumberSchema.Width width) {
        return switch (width) {
            case INTEGER -> random.nextBoolean() ? random.nextInt() : random.nextInt(300);
            case LONG -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(300);
            case FLOAT -> random.nextInt(5) == 0 ? Float.POSITIVE_INFINITY : random.nextFloat();
            case DOUBLE -> random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() * 1e6;
        };
    }

    private byte[] bytes() {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Object document(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 4 : 6)) {
            case 0 -> text();
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> random.nextBoolean();
            case 4 -> List.of(document(depth + 1), text());
            default -> Map.of(text(), document(depth + 1));
        };
    }

    /** Whether two values say the same; arrays of bytes are equal by what they hold. */
    public static boolean same(Object one, Object other) {
        return switch (one) {
            case byte[] bytes -> other instanceof byte[] others && java.util.Arrays.equals(bytes, others);
            case Structure structure ->
                other instanceof Structure twin && structure.schema() == twin.schema() && sameMembers(structure, twin);
            case List<?> list -> other instanceof List<?> twin && sameElements(list, twin);
            case Map<?, ?> map ->
                other instanceof Map<?, ?> twin
                        && sameElements(new ArrayList<>(map.keySet()), new ArrayList<>(twin.keySet()))
                        && sameElements(new ArrayList<>(map.values()), new ArrayList<>(twin.values()));
            case null, default -> Objects.equals(one, other);
        };
    }

    private static boolean sameMembers(Structure one, Structure other) {
        return IntStream.range(0, one.schema().members().size()).allMatch(i -> same(one.member(i), other.member(i)));
    }

    private static boolean sameElements(List<?> one, List<?> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
    }
}
