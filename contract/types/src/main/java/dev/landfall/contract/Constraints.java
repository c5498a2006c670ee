package dev.landfall.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The constraints of one schema, in AWS's words. */
final class Constraints {
    private Constraints() {}

    /** Those that a value breaks by itself, leaving what it holds aside. */
    static List<String> broken(Schema schema, Object value) {
        return switch (schema) {
            case StringSchema string -> string(string, (String) value);
            case EnumSchema<?> constants ->
                value instanceof String text && constants.lookup(text).isEmpty() ? List.of(set(constants)) : List.of();
            case NumberSchema number -> range(number.range(), ((Number) value).doubleValue());
            case ListSchema list -> length(list.length(), ((List<?>) value).size());
            case MapSchema map -> length(map.length(), ((Map<?, ?>) value).size());
            case BlobSchema blob -> length(blob.length(), ((byte[]) value).length);
            case StructureSchema<?> s -> List.of();
            case BooleanSchema s -> List.of();
            case TimestampSchema s -> List.of();
            case DocumentSchema s -> List.of();
        };
    }

    /** All that a schema demands, which AWS lists where any element of a list breaks one: {@code [a, b]}. */
    static String all(Schema schema) {
        return switch (schema) {
            case StringSchema string -> {
                var all = limits("length", string.length());
                string.expression().ifPresent(expression -> all.add(pattern(expression)));
                yield all.toString();
            }
            case NumberSchema number -> limits("value", number.range()).toString();
            case EnumSchema<?> constants -> List.of(set(constants)).toString();
            case BlobSchema blob -> limits("length", blob.length()).toString();
            case ListSchema s -> "[]";
            case MapSchema s -> "[]";
            case StructureSchema<?> s -> "[]";
            case BooleanSchema s -> "[]";
            case TimestampSchema s -> "[]";
            case DocumentSchema s -> "[]";
        };
    }

    /** Whether values hold no further values. */
    static boolean plain(Schema schema) {
        return !(schema instanceof StructureSchema<?> || schema instanceof ListSchema || schema instanceof MapSchema);
    }

    /** Whether a value must not be shown, be it for what it holds. */
    static boolean secret(Schema schema) {
        return schema.sensitive()
                || switch (schema) {
                    case StringSchema string -> string.sensitive();
                    case ListSchema list -> plain(list.element()) && secret(list.element());
                    case MapSchema map -> plain(map.value()) && secret(map.value());
                    default -> false;
                };
    }

    private static List<String> string(StringSchema schema, String value) {
        var broken = length(schema.length(), value.codePointCount(0, value.length()));
        var expression = schema.expression().filter(known -> !known.matches(value));
        if (expression.isEmpty()) {
            return broken;
        }
        var more = new ArrayList<>(broken);
        more.add(pattern(expression.get()));
        return more;
    }

    private static List<String> length(Limits limits, long length) {
        if (length > limits.most()) {
            return List.of("Member must have length less than or equal to " + limits.most());
        }
        return length < limits.least()
                ? List.of("Member must have length greater than or equal to " + limits.least())
                : List.of();
    }

    private static List<String> range(Limits limits, double value) {
        if (limits.hasMost() && value > limits.most()) {
            return List.of("Member must have value less than or equal to " + limits.most());
        }
        return limits.hasLeast() && value < limits.least()
                ? List.of("Member must have value greater than or equal to " + limits.least())
                : List.of();
    }

    private static List<String> limits(String what, Limits limits) {
        var texts = new ArrayList<String>();
        if (limits.hasMost()) {
            texts.add("Member must have " + what + " less than or equal to " + limits.most());
        }
        if (limits.hasLeast()) {
            texts.add("Member must have " + what + " greater than or equal to " + limits.least());
        }
        return texts;
    }

    private static String pattern(Expression expression) {
        return "Member must satisfy regular expression pattern: " + expression.text();
    }

    private static String set(EnumSchema<?> constants) {
        return "Member must satisfy enum value set: [" + String.join(", ", constants.values()) + "]";
    }
}
