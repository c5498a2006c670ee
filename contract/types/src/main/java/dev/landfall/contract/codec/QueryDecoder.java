package dev.landfall.contract.codec;

import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.Member;
import dev.landfall.contract.MemberPath;
import dev.landfall.contract.Schema;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a structure out of a query's parameters. Unknown parameters are passed over. */
final class QueryDecoder {
    /** The two ways AWS names parameters. */
    enum Dialect {
        /** {@code Tags.member.1.Key}. */
        QUERY,
        /** {@code Tag.1.Key}. */
        EC2
    }

    private final Dialect dialect;
    private final MemberPath path = new MemberPath();

    private QueryDecoder(Dialect dialect) {
        this.dialect = dialect;
    }

    static <T extends Structure> T decode(Dialect dialect, StructureSchema<T> schema, Map<String, String> form) {
        var decoder = new QueryDecoder(dialect);
        try {
            return decoder.structure(schema, Parameters.of(form));
        } catch (MalformedDocument malformed) {
            throw new CodecException(decoder.path.toString(), String.valueOf(malformed.getMessage()));
        }
    }

    private <T extends Structure> T structure(StructureSchema<T> schema, Parameters parameters) {
        if (parameters.isLeaf() && !parameters.isBlank()) {
            throw new MalformedDocument("Expected a structure but found a value");
        }
        var members = schema.members();
        var values = new @Nullable Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            var member = members.get(i);
            var given = parameters.child(name(member));
            if (given.isPresent()) {
                path.member(member.name());
                values[i] = value(member.schema(), given.get());
                path.leave();
            }
        }
        return schema.create(values);
    }

    private String name(Member member) {
        return dialect == Dialect.EC2 ? member.queryName() : member.wireName();
    }

    private Object value(Schema schema, Parameters parameters) {
        return switch (schema) {
            case StructureSchema<?> structure -> structure(structure, parameters);
            case ListSchema list -> list(list, parameters);
            case MapSchema map -> map(map, parameters);
            default -> scalar(schema, parameters);
        };
    }

    private Object scalar(Schema schema, Parameters parameters) {
        if (!parameters.isLeaf()) {
            throw new MalformedDocument("Expected a value but found a structure or list");
        }
        return Texts.parse(schema, parameters.value().orElse(""), path);
    }

    private List<Object> list(ListSchema schema, Parameters parameters) {
        var elements = new ArrayList<Object>();
        for (var element : elements(parameters, schema.elementName())) {
            path.element(elements.size());
            elements.add(value(schema.element(), element));
            path.leave();
        }
        return elements;
    }

    private List<Parameters> elements(Parameters parameters, String elementName) {
        if (parameters.isBlank()) {
            return List.of();
        }
        if (parameters.isLeaf()) {
            throw new MalformedDocument("Expected a list but found a value");
        }
        return dialect == Dialect.EC2
                ? parameters.elements()
                : parameters.child(elementName).map(Parameters::elements).orElseGet(parameters::elements);
    }

    private Map<String, Object> map(MapSchema schema, Parameters parameters) {
        var entries = new LinkedHashMap<String, Object>();
        for (var entry : elements(parameters, "entry")) {
            var key = entry.child(schema.keyName())
                    .flatMap(Parameters::value)
                    .orElseThrow(() -> new MalformedDocument("An entry has no key"));
            var value =
                    entry.child(schema.valueName()).orElseThrow(() -> new MalformedDocument("An entry has no value"));
            path.entry(key);
            entries.put(key, value(schema.value(), value));
            path.leave();
        }
        return entries;
    }
}
