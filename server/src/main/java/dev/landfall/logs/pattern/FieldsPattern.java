package dev.landfall.logs.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Conditions on space-delimited fields, such as {@code [ip, ..., request = *html*, status = 4* || status = 5*]}. The last
 * field takes all that remains of a message; {@code ...} stands for any number of fields.
 *
 * @param ellipsis the position of {@code ...}; the number of fields where there is none
 */
record FieldsPattern(List<Field> fields, int ellipsis, boolean open) implements FilterPattern {
    record Field(String name, Predicate<String> condition) {}

    static FieldsPattern parse(PatternText text, Regexes regexes) {
        text.expect("[");
        var fields = new ArrayList<Field>();
        var ellipsis = -1;
        do {
            text.skipSpaces();
            if (!text.takes("...")) {
                fields.add(field(text, regexes, fields.size() + 1));
            } else if (ellipsis >= 0) {
                throw text.wrong("'...' may stand only once");
            } else {
                ellipsis = fields.size();
            }
            text.skipSpaces();
        } while (text.takes(","));
        text.expect("]");
        if (!text.atEnd()) {
            throw text.wrong("something follows the closing bracket");
        }
        return new FieldsPattern(List.copyOf(fields), ellipsis < 0 ? fields.size() : ellipsis, ellipsis >= 0);
    }

    private static Field field(PatternText text, Regexes regexes, int number) {
        var names = new ArrayList<String>();
        var condition = Conditions.<String>parse(text, rest -> {
            rest.skipSpaces();
            names.add(rest.run(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$'));
            return Comparison.parse(rest, regexes).orElse(value -> true);
        });
        if (names.stream().distinct().count() > 1) {
            throw text.wrong("the conditions of one field must name that field");
        }
        return new Field(names.getFirst().isEmpty() ? String.valueOf(number) : names.getFirst(), condition);
    }

    @Override
    public Optional<Map<String, String>> match(String message) {
        var words = Words.split(message, open ? Integer.MAX_VALUE : fields.size());
        if (words.size() < fields.size()) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < fields.size(); i++) {
            var word = words.get(i < ellipsis ? i : words.size() - fields.size() + i);
            if (!fields.get(i).condition().test(word)) {
                return Optional.empty();
            }
            values.put("$" + fields.get(i).name(), word);
        }
        return Optional.of(values);
    }
}
