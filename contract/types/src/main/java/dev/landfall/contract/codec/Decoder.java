package dev.landfall.contract.codec;

import dev.landfall.contract.DocumentSchema;
import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.MemberPath;
import dev.landfall.contract.Schema;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a document as a schema wants it: unknown members are passed over as AWS does, null counts as absent. */
final class Decoder {
    /**
     * Ten times what any request of AWS's may hold. An element takes two bytes of a document and hundreds of memory, so the
     * document's size alone bounds nothing.
     */
    private static final int MOST_ELEMENTS = 100_000;

    private final Tokens tokens;
    private final MemberPath path = new MemberPath();
    private final Scalars scalars;
    private int elements;

    private Decoder(Tokens tokens) {
        this.tokens = tokens;
        this.scalars = new Scalars(tokens, path);
    }

    /** Reads the whole document; an empty one is a structure without members. */
    static <T extends Structure> T decode(StructureSchema<T> schema, Tokens tokens) {
        var decoder = new Decoder(tokens);
        try {
            return decoder.document(schema);
        } catch (MalformedDocument malformed) {
            throw new CodecException(decoder.path.toString(), String.valueOf(malformed.getMessage()));
        }
    }

    private <T extends Structure> T document(StructureSchema<T> schema) {
        var first = tokens.next();
        if (first == Token.END_OF_INPUT) {
            return schema.create(new @Nullable Object[schema.members().size()]);
        }
        var result = structure(schema, first);
        if (tokens.next() != Token.END_OF_INPUT) {
            throw new MalformedDocument("Unexpected content after the end of the document");
        }
        return result;
    }

    private <T extends Structure> T structure(StructureSchema<T> schema, Token token) {
        expect(Token.MAP, token, "a structure");
        var members = schema.members();
        var values = new @Nullable Object[members.size()];
        while (tokens.next() != Token.END_MAP) {
            var index = schema.indexOf(tokens.text());
            var first = tokens.next();
            if (index.isEmpty()) {
                tokens.skip();
            } else if (first != Token.NULL) {
                int at = index.getAsInt();
                path.member(members.get(at).name());
                values[at] = value(members.get(at).schema(), first);
                path.leave();
            }
        }
        return schema.create(values);
    }

    private Object value(Schema schema, Token token) {
        return switch (schema) {
            case StructureSchema<?> structure -> structure(structure, token);
            case ListSchema list -> list(list, token);
            case MapSchema map -> map(map, token);
            case DocumentSchema document -> present(new Documents(tokens).value(token));
            default -> scalars.value(schema, token);
        };
    }

    private List<Object> list(ListSchema schema, Token token) {
        expect(Token.LIST, token, "a list");
        var list = new ArrayList<Object>();
        for (var first = tokens.next(); first != Token.END_LIST; first = tokens.next()) {
            path.element(list.size());
            expectPresent(first);
            count();
            list.add(value(schema.element(), first));
            path.leave();
        }
        return list;
    }

    private Map<String, Object> map(MapSchema schema, Token token) {
        expect(Token.MAP, token, "a map");
        var entries = new LinkedHashMap<String, Object>();
        while (tokens.next() != Token.END_MAP) {
            var key = tokens.text();
            var first = tokens.next();
            path.entry(key);
            expectPresent(first);
            count();
            entries.put(key, value(schema.value(), first));
            path.leave();
        }
        return entries;
    }

    private void count() {
        if (++elements > MOST_ELEMENTS) {
            throw new MalformedDocument("More than " + MOST_ELEMENTS + " elements");
        }
    }

    private static void expect(Token wanted, Token token, String what) {
        if (token != wanted) {
            throw new MalformedDocument("Expected " + what + " but found " + Scalars.name(token));
        }
    }

    private static void expectPresent(Token token) {
        if (token == Token.NULL) {
            throw new MalformedDocument("Null values are not allowed here");
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new MalformedDocument("Expected a value");
        }
        return value;
    }
}
