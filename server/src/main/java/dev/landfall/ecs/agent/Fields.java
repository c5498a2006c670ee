package dev.landfall.ecs.agent;

import dev.landfall.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The members of a JSON object in their order; what is absent or empty is left out, as the agent does. */
final class Fields {
    /** As Go writes a time: with no more digits of the second than it needs. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(-1).toFormatter(Locale.ROOT);

    private final Map<String, Json> members = new LinkedHashMap<>();

    Fields text(String name, String value) {
        return json(name, new Json.Text(value));
    }

    Fields text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    Fields number(String name, long value) {
        return json(name, new Json.Numeral(String.valueOf(value)));
    }

    Fields number(String name, Optional<Integer> value) {
        value.ifPresent(present -> number(name, present));
        return this;
    }

    Fields decimal(String name, double value) {
        return json(
                name,
                new Json.Numeral(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()));
    }

    Fields truth(String name, boolean value) {
        return json(name, new Json.Truth(value));
    }

    Fields nothing(String name) {
        return json(name, new Json.Null());
    }

    Fields time(String name, Optional<Instant> at) {
        return text(name, at.map(TIME::format));
    }

    Fields texts(String name, List<String> values) {
        return items(name, values.stream().<Json>map(Json.Text::new).toList());
    }

    Fields texts(String name, Map<String, String> values) {
        var texts = new Fields();
        values.forEach(texts::text);
        return object(name, texts);
    }

    Fields items(String name, List<? extends Json> values) {
        return values.isEmpty() ? this : json(name, new Json.Items(List.copyOf(values)));
    }

    Fields object(String name, Fields object) {
        return object.members.isEmpty() ? this : json(name, object.json());
    }

    Fields json(String name, Json value) {
        members.put(name, value);
        return this;
    }

    Json json() {
        return new Json.Members(members);
    }
}
