package dev.landfall.contract.codec;

import dev.landfall.contract.TimestampSchema.Format;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes CBOR, every length in its shortest form. */
final class CborWriter implements Writer {
    private static final int FALSE = 0xf4;
    private static final int TRUE = 0xf5;
    private static final int NULL = 0xf6;
    private static final int SINGLE = 0xfa;
    private static final int DOUBLE = 0xfb;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Step {
        void write() throws IOException;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private static void write(Step step) {
        try {
            step.write();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail
        }
    }

    private void head(int major, long argument) {
        int type = major << 5;
        write(() -> {
            if (argument < 24) {
                out.writeByte(type | (int) argument);
            } else if (argument <= 0xff) {
                out.writeByte(type | 24);
                out.writeByte((int) argument);
            } else if (argument <= 0xffff) {
                out.writeByte(type | 25);
                out.writeShort((int) argument);
            } else if (argument <= 0xffff_ffffL) {
                out.writeByte(type | 26);
                out.writeInt((int) argument);
            } else {
                out.writeByte(type | 27);
                out.writeLong(argument);
            }
        });
    }

    @Override
    public void startMap(int entries) {
        head(CborBytes.MAP, entries);
    }

    @Override
    public void name(String name) {
        text(name);
    }

    @Override
    public void endMap() {} // its length was told

    @Override
    public void startList(int elements) {
        head(CborBytes.LIST, elements);
    }

    @Override
    public void endList() {} // its length was told

    @Override
    public void text(String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(CborBytes.TEXT, utf8.length);
        bytes.writeBytes(utf8);
    }

    @Override
    public void integer(long value) {
        head(value < 0 ? CborBytes.NEGATIVE : CborBytes.UNSIGNED, value < 0 ? ~value : value);
    }

    @Override
    public void floating(float value) {
        write(() -> {
            out.writeByte(SINGLE);
            out.writeFloat(value);
        });
    }

    @Override
    public void floating(double value) {
        write(() -> {
            out.writeByte(DOUBLE);
            out.writeDouble(value);
        });
    }

    @Override
    public void bool(boolean value) {
        write(() -> out.writeByte(value ? TRUE : FALSE));
    }

    @Override
    public void bytes(byte[] value) {
        head(CborBytes.BYTES, value.length);
        bytes.writeBytes(value);
    }

    /** Always tagged seconds: Smithy's protocol gives the model's format no say. */
    @Override
    public void timestamp(Format format, Instant value) {
        head(CborBytes.TAG, 1);
        if (value.getNano() == 0) {
            integer(value.getEpochSecond());
        } else {
            floating(Timestamps.seconds(value).doubleValue());
        }
    }

    @Override
    public void nothing() {
        write(() -> out.writeByte(NULL));
    }
}
