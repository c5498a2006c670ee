package dev.landfall.store.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** An object whose names are the keys, in their order as {@link SetForm} has it. */
record MapForm(MapKey key, Form value) implements Form {
    @Override
    public void write(JsonGenerator out, Object map) {
        out.writeStartObject();
        named((Map<?, ?>) map).forEach((name, each) -> {
            out.writeName(name);
            value.write(out, each);
        });
        out.writeEndObject();
    }

    private Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = map instanceof SequencedMap<?, ?> ? new LinkedHashMap<>() : new TreeMap<>();
        map.forEach((each, content) -> named.put(key.name().apply(each), content));
        return named;
    }

    @Override
    public Object read(Source in) {
        in.expect(JsonToken.START_OBJECT);
        var map = new LinkedHashMap<Object, Object>();
        while (in.nextName()) {
            var name = in.parser().currentName();
            in.parser().nextToken();
            map.put(key.named().apply(name), value.read(in));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Object absent() {
        return Map.of();
    }

    @Override
    public boolean isAbsent(Object map) {
        return ((Map<?, ?>) map).isEmpty();
    }
}
