package dev.landfall.store.record;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Whole documents of a type: {@code {"_v":1,"is":…}}. */
public final class RecordJson<T> {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String VERSION = "_v";
    private static final String CONTENT = "is";
    private static final int USUAL_BYTES = 512;

    private final Class<T> type;
    private final Form form;
    private final List<Upgrade> upgrades;

    public RecordJson(Class<T> type, List<Upgrade> upgrades) {
        this.type = type;
        this.form = new Forms().of(type);
        this.upgrades = List.copyOf(upgrades);
    }

    private int version() {
        return upgrades.size() + 1;
    }

    public byte[] encode(T value) {
        return document(out -> form.write(out, value));
    }

    private byte[] document(Consumer<JsonGenerator> content) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (var out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeName(VERSION);
            out.writeNumber(version());
            out.writeName(CONTENT);
            content.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecord when the bytes are no document of this type */
    public T decode(byte[] bytes) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            return type.cast(content(new Source(parser, bytes)));
        } catch (JacksonException | MalformedRecord | IllegalArgumentException | java.time.DateTimeException e) {
            throw new MalformedRecord("A stored " + type.getSimpleName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Object content(Source in) {
        in.parser().nextToken();
        in.expect(JsonToken.START_OBJECT);
        step(in, VERSION);
        var written = in.parser().getIntValue();
        if (written > version()) {
            throw new MalformedRecord(
                    "it was written by a newer Landfall (version %d; this one knows %d)".formatted(written, version()));
        }
        step(in, CONTENT);
        return written == version() ? form.read(in) : upgraded(in, written);
    }

    private static void step(Source in, String name) {
        if (!in.nextName() || !in.parser().currentName().equals(name)) {
            throw new MalformedRecord("expected " + name);
        }
        in.parser().nextToken();
    }

    @SuppressWarnings("unchecked") // a JSON object is a map of texts
    private Object upgraded(Source in, int written) {
        if (!(Tree.read(in.parser()) instanceof Map<?, ?> object)) {
            throw new MalformedRecord("expected an object");
        }
        var members = (Map<String, Object>) object;
        for (var upgrade : upgrades.subList(written - 1, upgrades.size())) {
            members = upgrade.apply(members);
        }
        var upgraded = members;
        return decode(document(out -> Tree.write(out, upgraded)));
    }
}
