package dev.landfall.contract.codec;

import dev.landfall.contract.TimestampSchema;
import java.time.Instant;

/** A document being written token by token. */
interface Writer {
    void startMap(int entries);

    void name(String name);

    void endMap();

    void startList(int elements);

    void endList();

    void text(String value);

    void integer(long value);

    void floating(float value);

    void floating(double value);

    void bool(boolean value);

    void bytes(byte[] value);

    void timestamp(TimestampSchema.Format format, Instant value);

    void nothing();
}
