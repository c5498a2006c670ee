package dev.landfall.store.record;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A key of a map, as text and back: a text, an enum constant, or a record that wraps one text, as ids do. */
record MapKey(Function<Object, String> name, Function<String, Object> named) {
    static MapKey of(Type type) {
        if (type == String.class) {
            return new MapKey(String.class::cast, text -> text);
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return ofEnum(plain);
        }
        if (type instanceof Class<?> plain && plain.isRecord() && wrapsText(plain)) {
            var wrapper = Layout.of(plain);
            return new MapKey(
                    id -> Objects.requireNonNull((String) wrapper.value(0, id)),
                    text -> wrapper.create(new Object[] {text}));
        }
        throw new IllegalArgumentException(type + " cannot be the key of a stored map");
    }

    private static boolean wrapsText(Class<?> type) {
        var components = type.getRecordComponents();
        return components.length == 1 && components[0].getType() == String.class;
    }

    private static MapKey ofEnum(Class<?> type) {
        var constants = Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Forms::name, it -> it));
        return new MapKey(Forms::name, text -> {
            var constant = constants.get(text);
            if (constant == null) {
                throw new MalformedRecord("no " + type.getSimpleName() + " is called " + text);
            }
            return constant;
        });
    }
}
