package dev.landfall.store.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** Elements in their order. */
record ListForm(Form element) implements Form {
    @Override
    public void write(JsonGenerator out, Object list) {
        write(out, (Collection<?>) list, element);
    }

    @Override
    public Object read(Source in) {
        return Collections.unmodifiableList(read(in, element));
    }

    @Override
    public Object absent() {
        return List.of();
    }

    @Override
    public boolean isAbsent(Object list) {
        return ((List<?>) list).isEmpty();
    }

    static void write(JsonGenerator out, Collection<?> elements, Form element) {
        out.writeStartArray();
        elements.forEach(each -> element.write(out, each));
        out.writeEndArray();
    }

    static List<Object> read(Source in, Form element) {
        in.expect(JsonToken.START_ARRAY);
        var elements = new ArrayList<Object>();
        while (in.parser().nextToken() != JsonToken.END_ARRAY) {
            elements.add(in.parser().currentToken() == JsonToken.VALUE_NULL ? absent(element) : element.read(in));
        }
        return elements;
    }

    private static Object absent(Form element) {
        var absent = element.absent();
        if (absent == null) {
            throw new MalformedRecord("an element is null");
        }
        return absent;
    }
}
