package dev.landfall.contract.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** An object of a model file, read without ceremony: what is absent is false, empty or none. */
record Node(Map<String, Object> entries) {
    static Node read(JsonParser parser) {
        parser.nextToken();
        return (Node) value(parser);
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue(); // limits such as 100.0
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getString();
        };
    }

    private static Node object(JsonParser parser) {
        var entries = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            entries.put(name, value(parser));
        }
        return new Node(entries);
    }

    private static List<Object> array(JsonParser parser) {
        var elements = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(entries.get(name));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable((String) entries.get(name));
    }

    Optional<Long> number(String name) {
        return Optional.ofNullable((Long) entries.get(name));
    }

    Node node(String name) {
        return entries.get(name) instanceof Node node ? node : new Node(Map.of());
    }

    /** The strings of an array; a lone string counts as an array of one. */
    List<String> texts(String name) {
        return switch (entries.get(name)) {
            case List<?> several -> several.stream().map(String.class::cast).toList();
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }

    /** The entries that are objects themselves. */
    Map<String, Node> nodes() {
        var nodes = new LinkedHashMap<String, Node>();
        entries.forEach((name, value) -> nodes.put(name, (Node) value));
        return nodes;
    }
}
