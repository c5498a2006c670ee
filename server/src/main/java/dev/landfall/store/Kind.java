package dev.landfall.store;

import java.util.List;

/**
 * A sort of document: its name in storage, how it is written down, and the indexes kept beside it.
 *
 * @param name stable for ever, such as {@code ecs.task}
 * @param codec bytes and back
 * @param indexes kept true by the store in the same commit as the document
 */
public record Kind<T>(String name, Codec<T> codec, List<Index<T>> indexes) {
    public Kind {
        indexes = List.copyOf(indexes);
        if (indexes.stream().map(Index::name).distinct().count() < indexes.size()) {
            throw new IllegalArgumentException("Two indexes of " + name + " share a name");
        }
    }

    @SafeVarargs
    public static <T> Kind<T> of(String name, Codec<T> codec, Index<T>... indexes) {
        return new Kind<>(name, codec, List.of(indexes));
    }

    /** How a document becomes bytes. Decoding accepts every schema version that was ever written. */
    public interface Codec<T> {
        byte[] encode(T value);

        T decode(byte[] bytes);
    }
}
