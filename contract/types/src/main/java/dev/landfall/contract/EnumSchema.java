package dev.landfall.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of a closed set of strings. */
public final class EnumSchema<E extends Enum<E> & WireEnum> implements Schema {
    private final Map<String, E> constants;

    private EnumSchema(Map<String, E> constants) {
        this.constants = constants;
    }

    public static <E extends Enum<E> & WireEnum> EnumSchema<E> of(E[] constants) {
        var byValue = new LinkedHashMap<String, E>();
        for (var constant : constants) {
            byValue.put(constant.value(), constant);
        }
        return new EnumSchema<>(Collections.unmodifiableMap(byValue));
    }

    /** The constant of a value as it stands on the wire. */
    public Optional<E> lookup(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    /** Every value on the wire, in the model's order. */
    public List<String> values() {
        return List.copyOf(constants.keySet());
    }
}
