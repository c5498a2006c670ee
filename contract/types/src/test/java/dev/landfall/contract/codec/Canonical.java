package dev.landfall.contract.codec;

import dev.landfall.contract.DocumentSchema;
import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.Schema;
import dev.landfall.contract.Structure;
import dev.landfall.contract.WireEnum;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A structure as JSON by the model's own names, so that two programs can compare what they read. Left out is what some
 * protocol or client cannot say: emptiness, fractions of a second, what a document holds.
 */
final class Canonical {
    private Canonical() {}

    static String text(Structure structure) {
        return text(reduced(structure.schema(), structure).orElse(Map.of()));
    }

    private static Optional<Object> reduced(Schema schema, Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Structure structure -> members(structure);
            case List<?> elements
            when schema instanceof ListSchema list ->
                nonEmpty(elements.stream()
                        .flatMap(element -> reduced(list.element(), element).stream())
                        .toList());
            case Map<?, ?> entries when schema instanceof MapSchema map -> entries(map, entries);
            case Object document when schema instanceof DocumentSchema -> Optional.of("document");
            case Instant instant -> Optional.of(instant.getEpochSecond());
            case byte[] bytes -> Optional.of(Base64.getEncoder().encodeToString(bytes));
            case Float number -> Optional.of(floating(number));
            case Double number -> Optional.of(floating(number));
            case WireEnum constant -> Optional.of(constant.value());
            default -> Optional.of(value);
        };
    }

    private static Optional<Object> members(Structure structure) {
        var members = structure.schema().members();
        var reduced = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.size(); i++) {
            var name = members.get(i).name();
            reduced(members.get(i).schema(), structure.member(i)).ifPresent(value -> reduced.put(name, value));
        }
        return nonEmpty(reduced);
    }

    private static Optional<Object> entries(MapSchema schema, Map<?, ?> entries) {
        var reduced = new LinkedHashMap<String, Object>();
        entries.forEach(
                (key, entry) -> reduced(schema.value(), entry).ifPresent(value -> reduced.put((String) key, value)));
        return nonEmpty(reduced);
    }

    private static Optional<Object> nonEmpty(Object value) {
        return Optional.of(value).filter(held -> !held.equals(List.of()) && !held.equals(Map.of()));
    }

    private static String floating(double number) {
        return String.format(Locale.ROOT, "%.6e", number);
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
            case List<?> list ->
                list.stream().map(Canonical::text).collect(java.util.stream.Collectors.joining(",", "[", "]"));
            case String string -> new String(quoted(string), StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }

    private static byte[] quoted(String string) {
        var escaped = new StringBuilder("\"");
        string.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return escaped.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }
}
