package dev.landfall.contract.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** JSON's tokens. */
final class JsonTokens implements Tokens, AutoCloseable {
    private final JsonParser parser;

    private JsonTokens(JsonParser parser) {
        this.parser = parser;
    }

    static JsonTokens of(Supplier<JsonParser> parser) {
        try {
            return new JsonTokens(parser.get());
        } catch (JacksonException unreadable) {
            throw new CodecException("", problem(unreadable)); // not even a known character encoding
        }
    }

    @Override
    public Token next() {
        return guarded(() -> switch (parser.nextToken()) {
            case null -> Token.END_OF_INPUT;
            case START_OBJECT -> Token.MAP;
            case END_OBJECT -> Token.END_MAP;
            case START_ARRAY -> Token.LIST;
            case END_ARRAY -> Token.END_LIST;
            case PROPERTY_NAME -> Token.NAME;
            case VALUE_STRING -> Token.TEXT;
            case VALUE_NUMBER_INT -> Token.INTEGER;
            case VALUE_NUMBER_FLOAT -> Token.FLOATING;
            case VALUE_TRUE -> Token.TRUE;
            case VALUE_FALSE -> Token.FALSE;
            case VALUE_NULL -> Token.NULL;
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("not a token of JSON");
        });
    }

    @Override
    public String text() {
        var text = guarded(parser::getString);
        if (!wellFormed(text)) {
            throw new MalformedDocument("Half of a surrogate pair is no character");
        }
        return text;
    }

    /** JSON's escapes can spell half a character, which no later answer could carry. */
    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int whole = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(whole)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    @Override
    public BigDecimal number() {
        return guarded(parser::getDecimalValue);
    }

    @Override
    public double floating() {
        return guarded(parser::getDoubleValue);
    }

    @Override
    public byte[] bytes() {
        throw new IllegalStateException("JSON has no bytes");
    }

    @Override
    public Instant timestamp() {
        throw new IllegalStateException("JSON has no timestamps");
    }

    @Override
    public void skip() {
        guarded(parser::skipChildren);
    }

    @Override
    public void close() {
        parser.close();
    }

    private static <T> T guarded(Supplier<T> read) {
        try {
            return read.get();
        } catch (JacksonException broken) {
            throw new MalformedDocument(problem(broken));
        } catch (NumberFormatException extreme) {
            throw new MalformedDocument("Number is out of range"); // such as 1e1765501303400580
        }
    }

    private static String problem(JacksonException broken) {
        return String.valueOf(broken.getOriginalMessage());
    }
}
