package dev.landfall.store.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** JSON without a type, for upgrades. */
final class Tree {
    private Tree() {}

    /** The value that the parser stands at the first token of. */
    static @Nullable Object read(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new MalformedRecord("expected a value but found " + in.currentToken());
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser in) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = in.currentName();
            in.nextToken();
            members.put(name, read(in));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser in) {
        var elements = new ArrayList<@Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(in));
        }
        return elements;
    }

    static void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean bool -> out.writeBoolean(bool);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case List<?> elements -> writeArray(out, elements);
            case Map<?, ?> members -> writeObject(out, members);
            default -> throw new IllegalArgumentException("An upgrade answered " + value.getClass());
        }
    }

    private static void writeArray(JsonGenerator out, List<?> elements) {
        out.writeStartArray();
        elements.forEach(each -> write(out, each));
        out.writeEndArray();
    }

    private static void writeObject(JsonGenerator out, Map<?, ?> members) {
        out.writeStartObject();
        members.forEach((name, each) -> {
            out.writeName((String) name);
            write(out, each);
        });
        out.writeEndObject();
    }
}
