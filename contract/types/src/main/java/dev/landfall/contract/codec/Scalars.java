package dev.landfall.contract.codec;

import dev.landfall.contract.BlobSchema;
import dev.landfall.contract.BooleanSchema;
import dev.landfall.contract.DocumentSchema;
import dev.landfall.contract.EnumSchema;
import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.MemberPath;
import dev.landfall.contract.NumberSchema;
import dev.landfall.contract.Schema;
import dev.landfall.contract.StringSchema;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.TimestampSchema;
import java.math.BigDecimal;
import java.util.Locale;

/** Reads the values that are one token. */
final class Scalars {
    private final Tokens tokens;
    private final MemberPath path;

    Scalars(Tokens tokens, MemberPath path) {
        this.tokens = tokens;
        this.path = path;
    }

    Object value(Schema schema, Token token) {
        return switch (schema) {
            case StringSchema string -> text(token);
            case EnumSchema<?> constants -> Texts.constant(constants, text(token), path);
            case NumberSchema number -> number(number, token);
            case BooleanSchema bool -> bool(token);
            case TimestampSchema timestamp -> timestamp(timestamp, token);
            case BlobSchema blob -> blob(token);
            case StructureSchema<?> s -> throw unexpected(token, "a structure");
            case ListSchema s -> throw unexpected(token, "a list");
            case MapSchema s -> throw unexpected(token, "a map");
            case DocumentSchema s -> throw unexpected(token, "a document");
        };
    }

    private String text(Token token) {
        if (token != Token.TEXT) {
            throw unexpected(token, "a String");
        }
        return tokens.text();
    }

    private Object number(NumberSchema schema, Token token) {
        return switch (schema.width()) {
            case INTEGER -> Math.toIntExact(integer(token, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case LONG -> integer(token, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> (float) floating(token);
            case DOUBLE -> floating(token);
        };
    }

    private long integer(Token token, long least, long most) {
        if (token != Token.INTEGER && token != Token.FLOATING) {
            throw unexpected(token, most == Integer.MAX_VALUE ? "an Integer" : "a Long");
        }
        var number = tokens.number();
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new MalformedDocument("Number is out of range");
        }
        return number.longValue(); // a fraction is cut off, as AWS does
    }

    private double floating(Token token) {
        return switch (token) {
            case INTEGER, FLOATING -> tokens.floating();
            case TEXT -> Texts.named(tokens.text()).orElseThrow(() -> unexpected(token, "a Double"));
            default -> throw unexpected(token, "a Double");
        };
    }

    private static boolean bool(Token token) {
        return switch (token) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw unexpected(token, "a Boolean");
        };
    }

    private Object timestamp(TimestampSchema schema, Token token) {
        return switch (token) {
            case TIMESTAMP -> tokens.timestamp();
            case INTEGER, FLOATING -> Timestamps.ofSeconds(tokens.number());
            case TEXT -> Timestamps.parse(schema.format(), tokens.text());
            default -> throw unexpected(token, "a Timestamp");
        };
    }

    private byte[] blob(Token token) {
        return switch (token) {
            case BYTES -> tokens.bytes();
            case TEXT -> Texts.base64(tokens.text());
            default -> throw unexpected(token, "a Blob");
        };
    }

    static MalformedDocument unexpected(Token token, String wanted) {
        return new MalformedDocument(name(token) + " can not be converted to " + wanted);
    }

    /** What AWS calls a token in its messages. */
    static String name(Token token) {
        return switch (token) {
            case TEXT -> "STRING_VALUE";
            case INTEGER, FLOATING -> "NUMBER_VALUE";
            case TRUE -> "TRUE_VALUE";
            case FALSE -> "FALSE_VALUE";
            case MAP -> "the start of a structure or map";
            case LIST -> "the start of a list";
            case NULL, NAME, END_MAP, END_LIST, BYTES, TIMESTAMP, END_OF_INPUT ->
                token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
