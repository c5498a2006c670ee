package dev.landfall.contract.codec;

import dev.landfall.contract.TimestampSchema.Format;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/** Writes JSON. */
final class JsonWriter implements Writer {
    private final JsonGenerator generator;

    JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    @Override
    public void startMap(int entries) {
        generator.writeStartObject();
    }

    @Override
    public void name(String name) {
        generator.writeName(name);
    }

    @Override
    public void endMap() {
        generator.writeEndObject();
    }

    @Override
    public void startList(int elements) {
        generator.writeStartArray();
    }

    @Override
    public void endList() {
        generator.writeEndArray();
    }

    @Override
    public void text(String value) {
        generator.writeString(value);
    }

    @Override
    public void integer(long value) {
        generator.writeNumber(value);
    }

    @Override
    public void floating(float value) {
        generator.writeNumber(value); // quoted where it is no number
    }

    @Override
    public void floating(double value) {
        generator.writeNumber(value);
    }

    @Override
    public void bool(boolean value) {
        generator.writeBoolean(value);
    }

    @Override
    public void bytes(byte[] value) {
        generator.writeString(Base64.getEncoder().encodeToString(value));
    }

    @Override
    public void timestamp(Format format, Instant value) {
        switch (format) {
            case OF_PROTOCOL, EPOCH_SECONDS ->
                generator.writeNumber(Timestamps.seconds(value).toPlainString());
            case DATE_TIME, HTTP_DATE -> generator.writeString(Timestamps.text(format, value));
        }
    }

    @Override
    public void nothing() {
        generator.writeNull();
    }
}
