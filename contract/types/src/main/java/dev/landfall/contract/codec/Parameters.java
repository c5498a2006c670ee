package dev.landfall.contract.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, as the tree that their dotted names spell: {@code Tags.member.1.Key}. */
final class Parameters {
    private final Map<String, Parameters> children = new LinkedHashMap<>();
    private @Nullable String value;

    private Parameters() {}

    static Parameters of(Map<String, String> form) {
        var root = new Parameters();
        form.forEach((name, value) -> root.add(name, value));
        return root;
    }

    private void add(String name, String value) {
        var steps = name.split("\\.", Tokens.DEPTH_LIMIT + 1);
        if (steps.length > Tokens.DEPTH_LIMIT) {
            throw new MalformedDocument("A parameter's name has too many parts");
        }
        var node = this;
        for (var step : steps) {
            node = node.children.computeIfAbsent(step, unknown -> new Parameters());
        }
        node.value = value;
    }

    Optional<Parameters> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /** Whether nothing but an empty text stands here, which is how a query spells an empty list. */
    boolean isBlank() {
        return children.isEmpty() && (value == null || value.isEmpty());
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** The numbered children in the order of their numbers. */
    List<Parameters> elements() {
        var numbered = new TreeMap<Integer, Parameters>();
        children.forEach((name, child) -> numbered.put(number(name), child));
        return List.copyOf(numbered.values());
    }

    private static int number(String name) {
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException unreadable) {
            throw new MalformedDocument("Expected a number to follow the name of a list");
        }
    }
}
