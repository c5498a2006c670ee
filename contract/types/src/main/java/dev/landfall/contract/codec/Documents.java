package dev.landfall.contract.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Values without a schema: maps, lists, strings, longs, doubles, booleans and, inside, nulls. */
final class Documents {
    private final Tokens tokens;

    Documents(Tokens tokens) {
        this.tokens = tokens;
    }

    @Nullable
    Object value(Token token) {
        return switch (token) {
            case MAP -> map();
            case LIST -> list();
            case TEXT -> tokens.text();
            case INTEGER -> integer();
            case FLOATING -> tokens.floating();
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
            case BYTES, TIMESTAMP, NAME, END_MAP, END_LIST, END_OF_INPUT ->
                throw new MalformedDocument("Expected a JSON value but found " + Scalars.name(token));
        };
    }

    private Object integer() {
        try {
            return tokens.number().longValueExact();
        } catch (ArithmeticException large) {
            return tokens.floating();
        }
    }

    private Object map() {
        var entries = new LinkedHashMap<String, @Nullable Object>();
        while (tokens.next() != Token.END_MAP) {
            var key = tokens.text();
            entries.put(key, value(tokens.next()));
        }
        return Collections.unmodifiableMap(entries);
    }

    private Object list() {
        var elements = new ArrayList<@Nullable Object>();
        for (var token = tokens.next(); token != Token.END_LIST; token = tokens.next()) {
            elements.add(value(token));
        }
        return Collections.unmodifiableList(elements);
    }
}
