package dev.landfall.logs.pattern;

import dev.landfall.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Conditions over a message that is a JSON object, such as {@code { $.status >= 500 && $.path = "/api/*" }}. A property
 * that a message lacks meets no condition but {@code NOT EXISTS}.
 */
record JsonPattern(Predicate<Json> condition, Map<String, Selector> selectors) implements FilterPattern {
    static JsonPattern parse(PatternText text, Regexes regexes) {
        text.expect("{");
        var selectors = new LinkedHashMap<String, Selector>();
        var condition = Conditions.<Json>parse(text, rest -> leaf(rest, regexes, selectors));
        text.skipSpaces();
        text.expect("}");
        if (!text.atEnd()) {
            throw text.wrong("something follows the closing brace");
        }
        return new JsonPattern(condition, selectors);
    }

    private static Predicate<Json> leaf(PatternText text, Regexes regexes, Map<String, Selector> selectors) {
        text.skipSpaces();
        var selector = Selector.parse(text);
        selectors.put(selector.toString(), selector);
        text.skipSpaces();
        if (text.takes("IS")) {
            return is(text, selector);
        }
        if (text.takes("NOT")) {
            text.skipSpaces();
            text.expect("EXISTS");
            return json -> selector.select(json).isEmpty();
        }
        if (text.takes("EXISTS")) {
            return json -> !selector.select(json).isEmpty();
        }
        var comparison = Comparison.parse(text, regexes).orElseThrow(() -> text.wrong("an operator is missing"));
        return json -> texts(selector.select(json)).stream().anyMatch(comparison);
    }

    private static Predicate<Json> is(PatternText text, Selector selector) {
        text.skipSpaces();
        Json wanted = text.takes("TRUE")
                ? new Json.Truth(true)
                : text.takes("FALSE") ? new Json.Truth(false) : new Json.Null();
        if (wanted instanceof Json.Null) {
            text.expect("NULL");
        }
        return json -> selector.select(json).contains(wanted);
    }

    private static List<String> texts(List<Json> values) {
        return values.stream().flatMap(value -> text(value).stream()).toList();
    }

    private static Optional<String> text(Json value) {
        return switch (value) {
            case Json.Text text -> Optional.of(text.value());
            case Json.Numeral numeral -> Optional.of(numeral.digits());
            case Json.Truth truth -> Optional.of(String.valueOf(truth.value()));
            case Json.Null nothing -> Optional.empty();
            case Json.Items items -> Optional.empty();
            case Json.Members members -> Optional.empty();
        };
    }

    @Override
    public Optional<Map<String, String>> match(String message) {
        try {
            var json = Json.parse(message);
            return json instanceof Json.Members && condition.test(json) ? Optional.of(values(json)) : Optional.empty();
        } catch (Json.Malformed e) {
            return Optional.empty();
        }
    }

    private Map<String, String> values(Json json) {
        var values = new LinkedHashMap<String, String>();
        selectors.forEach((name, selector) ->
                texts(selector.select(json)).stream().findFirst().ifPresent(value -> values.put(name, value)));
        return values;
    }
}
