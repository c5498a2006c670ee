package dev.landfall.engine.docker;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON value as Docker sent it. Asking for a member that is not there gives an absent value, never a failure. */
record Json(@Nullable Object value) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Json ABSENT = new Json(null);

    /** Reads one value; an empty stream is an absent one. @throws tools.jackson.core.JacksonException */
    static Json read(InputStream in) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return parser.nextToken() == null ? ABSENT : new Json(value(parser));
        }
    }

    static Json read(byte[] text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parser.nextToken() == null ? ABSENT : new Json(value(parser));
        }
    }

    /** Writes maps, iterables, strings, numbers and booleans. */
    static byte[] write(Object value) {
        var out = new ByteArrayOutputStream(1024);
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toByteArray();
    }

    Json at(String... path) {
        Object here = value;
        for (var step : path) {
            if (!(here instanceof Map<?, ?> map)) {
                return ABSENT;
            }
            here = map.get(step);
        }
        return here == null ? ABSENT : new Json(here);
    }

    Optional<String> text(String... path) {
        return at(path).value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    long number(String... path) {
        return at(path).value instanceof Number number ? number.longValue() : 0;
    }

    boolean isTrue(String... path) {
        return at(path).value instanceof Boolean flag && flag;
    }

    List<Json> items(String... path) {
        return at(path).value instanceof List<?> list
                ? list.stream().map(Json::new).toList()
                : List.of();
    }

    /** The items of a list that are strings. */
    List<String> strings(String... path) {
        return items(path).stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The names of the members of an object. */
    List<String> names(String... path) {
        return at(path).value instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The members of an object that are strings. */
    Map<String, String> texts(String... path) {
        var texts = new LinkedHashMap<String, String>();
        if (at(path).value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> {
                if (name instanceof String key && text instanceof String string) {
                    texts.put(key, string);
                }
            });
        }
        return texts;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((name, member) -> {
                    out.writeName(String.valueOf(name));
                    write(out, member);
                });
                out.writeEndObject();
            }
            case Iterable<?> items -> {
                out.writeStartArray();
                items.forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            default -> out.writeString(value.toString());
        }
    }
}
