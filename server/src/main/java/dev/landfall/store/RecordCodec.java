package dev.landfall.store;

import dev.landfall.store.record.RecordJson;
import dev.landfall.store.record.Upgrade;
import java.util.List;

/**
 * Writes records down as compact JSON: our own, made of records, sealed interfaces of records, enums, {@code Optional},
 * {@code List}, {@code Set}, {@code Map} with text-like keys, times and scalars; and AWS's structures.
 *
 * <p>A document says its schema version. Members that the program does not know are passed over, and a missing
 * {@code Optional}, {@code List}, {@code Set} or {@code Map} is empty and a missing {@code @Nullable} component null, so
 * adding one of these needs nothing. Any other change needs an {@link Upgrade} or a {@code StoredAs} name.
 */
public final class RecordCodec {
    private RecordCodec() {}

    /**
     * Lays out a type once; to be kept for as long as its {@link Kind}.
     *
     * @param upgrades from version 1 to 2, from 2 to 3 and so on; what is written has the version after the last
     * @throws IllegalArgumentException when the type is made of something that cannot be stored
     */
    public static <T> Kind.Codec<T> of(Class<T> type, Upgrade... upgrades) {
        var json = new RecordJson<>(type, List.of(upgrades));
        return new Kind.Codec<>() {
            @Override
            public byte[] encode(T value) {
                return json.encode(value);
            }

            @Override
            public T decode(byte[] bytes) {
                return json.decode(bytes);
            }
        };
    }
}
