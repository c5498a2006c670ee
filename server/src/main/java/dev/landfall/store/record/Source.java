package dev.landfall.store.record;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A document being read, and the bytes it is read from. */
record Source(JsonParser parser, byte[] bytes) {
    void expect(JsonToken token) {
        if (parser.currentToken() != token) {
            throw new MalformedRecord("expected %s but found %s".formatted(token, parser.currentToken()));
        }
    }

    /** The text at hand. */
    String text() {
        expect(JsonToken.VALUE_STRING);
        return parser.getString();
    }

    /** Steps to the next member and tells its name, or to the end of the object: then false. */
    boolean nextName() {
        return parser.nextToken() == JsonToken.PROPERTY_NAME;
    }

    /** The bytes of the object at hand, which is passed over. */
    byte[] slice() {
        expect(JsonToken.START_OBJECT);
        var from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        var to = (int) parser.currentLocation().getByteOffset();
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
