package dev.landfall.contract.codec;

import dev.landfall.contract.BlobSchema;
import dev.landfall.contract.BooleanSchema;
import dev.landfall.contract.DocumentSchema;
import dev.landfall.contract.EnumSchema;
import dev.landfall.contract.Fault;
import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.NumberSchema;
import dev.landfall.contract.Schema;
import dev.landfall.contract.StringSchema;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.TimestampSchema;
import dev.landfall.contract.WireEnum;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a structure as its schema has it, leaving out what is absent. */
final class Encoder {
    private final Writer writer;

    Encoder(Writer writer) {
        this.writer = writer;
    }

    void structure(Structure structure) {
        writer.startMap(present(structure));
        members(structure);
        writer.endMap();
    }

    /** An error tells its name and its message whether or not its shape has a member for them. */
    void fault(Fault fault) {
        var body = fault.body();
        boolean told = body.schema().members().stream()
                .anyMatch(member -> member.name().equalsIgnoreCase("message"));
        writer.startMap(present(body) + (told ? 1 : 2));
        writer.name("__type");
        writer.text(fault.type().name());
        if (!told) {
            writer.name("message");
            writer.text(fault.message());
        }
        members(body);
        writer.endMap();
    }

    private void members(Structure structure) {
        var members = structure.schema().members();
        for (int i = 0; i < members.size(); i++) {
            var value = structure.member(i);
            if (value != null) {
                writer.name(members.get(i).wireName());
                value(members.get(i).schema(), value);
            }
        }
    }

    private static int present(Structure structure) {
        int present = 0;
        for (int i = structure.schema().members().size() - 1; i >= 0; i--) {
            present += structure.member(i) == null ? 0 : 1;
        }
        return present;
    }

    private void value(Schema schema, Object value) {
        switch (schema) {
            case StructureSchema<?> s -> structure((Structure) value);
            case ListSchema list -> list(list, (List<?>) value);
            case MapSchema map -> map(map, (Map<?, ?>) value);
            case StringSchema s -> writer.text((String) value);
            case EnumSchema<?> s -> writer.text(((WireEnum) value).value());
            case NumberSchema s -> number((Number) value);
            case BooleanSchema s -> writer.bool((Boolean) value);
            case TimestampSchema timestamp -> writer.timestamp(timestamp.format(), (Instant) value);
            case BlobSchema s -> writer.bytes((byte[]) value);
            case DocumentSchema s -> document(value);
        }
    }

    private void list(ListSchema schema, List<?> elements) {
        writer.startList(elements.size());
        elements.forEach(element -> value(schema.element(), element));
        writer.endList();
    }

    private void map(MapSchema schema, Map<?, ?> entries) {
        writer.startMap(entries.size());
        entries.forEach((key, value) -> {
            writer.name((String) key);
            value(schema.value(), value);
        });
        writer.endMap();
    }

    private void number(Number value) {
        switch (value) {
            case Float single -> writer.floating(single.floatValue());
            case Double wide -> writer.floating(wide.doubleValue());
            default -> writer.integer(value.longValue());
        }
    }

    private void document(@Nullable Object value) {
        switch (value) {
            case null -> writer.nothing();
            case String text -> writer.text(text);
            case Boolean bool -> writer.bool(bool);
            case Number number -> number(number);
            case List<?> elements -> documentList(elements);
            case Map<?, ?> entries -> documentMap(entries);
            default -> throw new IllegalArgumentException("No document holds a " + value.getClass());
        }
    }

    private void documentList(List<?> elements) {
        writer.startList(elements.size());
        elements.forEach(this::document);
        writer.endList();
    }

    private void documentMap(Map<?, ?> entries) {
        writer.startMap(entries.size());
        entries.forEach((key, value) -> {
            writer.name((String) key);
            document(value);
        });
        writer.endMap();
    }
}
