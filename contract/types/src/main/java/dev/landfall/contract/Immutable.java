package dev.landfall.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The copies that records keep of the lists and maps they are given; a map keeps its order, and null stays null. */
public final class Immutable {
    private Immutable() {}

    public static <T> @Nullable List<T> list(@Nullable List<T> given) {
        return given == null ? null : List.copyOf(given);
    }

    public static <V> @Nullable Map<String, V> map(@Nullable Map<String, V> given) {
        return given == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
}
