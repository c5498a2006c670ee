package dev.landfall.store.record;

import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.codec.JsonCodec;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/** One of AWS's structures, in AWS's own JSON. */
record StructureForm(StructureSchema<?> schema) implements Form {
    static StructureForm of(Class<?> type) {
        try {
            return new StructureForm(
                    (StructureSchema<?>) type.getField("SCHEMA").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " has no schema of its own", e);
        }
    }

    @Override
    public void write(JsonGenerator out, Object value) {
        out.writeRawValue(new String(JsonCodec.encode((Structure) value), StandardCharsets.UTF_8));
    }

    @Override
    public Object read(Source in) {
        return JsonCodec.decode(schema, in.slice());
    }
}
