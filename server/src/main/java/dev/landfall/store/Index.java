package dev.landfall.store;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A second order over the documents of a kind.
 *
 * @param name unique within its kind, stable for ever; a new name makes the store build the index anew, so give one
 *     whenever {@code keys} is to answer differently
 * @param keys the entries a document stands under; none leaves it out of the index, several list it several times
 */
public record Index<T>(String name, BiFunction<Key, T, List<Key>> keys) {}
