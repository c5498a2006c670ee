package dev.landfall.logs.pattern;

import dev.landfall.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A path to properties of a JSON value, such as {@code $.users[0].email} or {@code $['a.b'][*]}. */
record Selector(List<Step> steps) {
    /** One step down. */
    sealed interface Step {
        record Property(String name) implements Step {}

        record Item(int index) implements Step {}

        record EveryItem() implements Step {}
    }

    static Selector parse(PatternText text) {
        text.expect("$");
        var steps = new ArrayList<Step>();
        while (true) {
            if (text.takes(".")) {
                steps.add(property(text));
            } else if (text.takes("[")) {
                steps.add(bracket(text));
                text.expect("]");
            } else if (steps.isEmpty()) {
                throw text.wrong("a property selector must go on after '$'");
            } else {
                return new Selector(List.copyOf(steps));
            }
        }
    }

    private static Step property(PatternText text) {
        if (text.takes("[")) {
            var step = bracket(text);
            text.expect("]");
            return step;
        }
        var name = text.run(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '@');
        if (name.isEmpty()) {
            throw text.wrong("a property name is missing");
        }
        return new Step.Property(name);
    }

    private static Step bracket(PatternText text) {
        if (text.takes("*")) {
            return new Step.EveryItem();
        }
        if (text.takes("'")) {
            return new Step.Property(text.until('\'', true));
        }
        if (text.takes("\"")) {
            return new Step.Property(text.until('"', true));
        }
        var digits = text.run(c -> c >= '0' && c <= '9');
        if (digits.isEmpty() || digits.length() > 9) {
            throw text.wrong("an array index is missing");
        }
        return new Step.Item(Integer.parseInt(digits));
    }

    /** What the path leads to; nothing where the value has no such property. */
    List<Json> select(Json root) {
        var found = Stream.of(root);
        for (var step : steps) {
            found = found.flatMap(value -> down(value, step));
        }
        return found.toList();
    }

    private static Stream<Json> down(Json value, Step step) {
        return switch (step) {
            case Step.Property property
            when value instanceof Json.Members members -> members.get(property.name()).stream();
            case Step.Item item
            when value instanceof Json.Items items
                    && item.index() < items.values().size() ->
                Stream.of(items.values().get(item.index()));
            case Step.EveryItem every when value instanceof Json.Items items -> items.values().stream();
            case Step.Property property -> Stream.empty();
            case Step.Item item -> Stream.empty();
            case Step.EveryItem every -> Stream.empty();
        };
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> switch (step) {
                    case Step.Property property -> "." + property.name();
                    case Step.Item item -> "[" + item.index() + "]";
                    case Step.EveryItem every -> "[*]";
                })
                .collect(Collectors.joining("", "$", ""));
    }
}
