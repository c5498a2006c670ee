package dev.landfall.contract.codec;

import dev.landfall.contract.BlobSchema;
import dev.landfall.contract.BooleanSchema;
import dev.landfall.contract.EnumSchema;
import dev.landfall.contract.MemberPath;
import dev.landfall.contract.NumberSchema;
import dev.landfall.contract.Schema;
import dev.landfall.contract.StringSchema;
import dev.landfall.contract.TimestampSchema;
import dev.landfall.contract.Violation;
import dev.landfall.contract.WireEnum;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Scalars written as text, as query strings and XML have them. */
final class Texts {
    private Texts() {}

    static Object parse(Schema schema, String text, MemberPath path) {
        return switch (schema) {
            case StringSchema string -> text;
            case EnumSchema<?> constants -> constant(constants, text, path);
            case NumberSchema number -> number(number, text);
            case BooleanSchema bool -> bool(text);
            case TimestampSchema timestamp -> Timestamps.parse(timestamp.format(), text);
            case BlobSchema blob -> base64(text);
            default -> throw new MalformedDocument("Unexpected text");
        };
    }

    static String format(Schema schema, Object value) {
        return switch (value) {
            case WireEnum constant -> constant.value();
            case Instant instant
            when schema instanceof TimestampSchema timestamp -> Timestamps.text(timestamp.format(), instant);
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            default -> value.toString();
        };
    }

    static Object constant(EnumSchema<?> schema, String text, MemberPath path) {
        return schema.lookup(text).<Object>map(Function.identity()).orElseThrow(() -> unknown(schema, text, path));
    }

    /** AWS reports a bad element of a list at the list. */
    private static UnknownEnumValue unknown(EnumSchema<?> schema, String text, MemberPath path) {
        var constraint = "Member must satisfy enum value set: [" + String.join(", ", schema.values()) + "]";
        return new UnknownEnumValue(
                path.inContainer()
                        ? Violation.of(
                                path.container(),
                                "[" + text + "]",
                                "Member must satisfy constraint: [" + constraint + "]")
                        : Violation.of(path.toString(), text, constraint));
    }

    private static Object number(NumberSchema schema, String text) {
        try {
            return switch (schema.width()) {
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
            };
        } catch (NumberFormatException unreadable) {
            throw new MalformedDocument("Unable to parse the number");
        }
    }

    private static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new MalformedDocument("Expected true or false");
    }

    static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException invalid) {
            throw new MalformedDocument("Expected base64");
        }
    }

    /** The floating-point numbers that JSON has no digits for. */
    static OptionalDouble named(String text) {
        return switch (text) {
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }
}
