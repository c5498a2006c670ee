package dev.landfall.store.record;

import dev.landfall.contract.Structure;
import dev.landfall.contract.WireEnum;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Lays out the forms of a type and of all that it is made of, each once. */
final class Forms {
    private final Map<Type, Form> known = new HashMap<>(Scalars.ALL);

    /** Stands in for a type that is being laid out, so that a type may contain itself. */
    private static final class Deferred implements Form {
        private @Nullable Form form;

        private Form form() {
            if (form == null) {
                throw new IllegalStateException("Used before it was laid out");
            }
            return form;
        }

        @Override
        public void write(JsonGenerator out, Object value) {
            form().write(out, value);
        }

        @Override
        public Object read(Source in) {
            return form().read(in);
        }

        @Override
        public @Nullable Object absent() {
            return form().absent();
        }

        @Override
        public boolean isAbsent(Object value) {
            return form().isAbsent(value);
        }
    }

    /** @throws IllegalArgumentException for a type that has no form */
    Form of(Type type) {
        var form = known.get(type);
        if (form != null) {
            return form;
        }
        var deferred = new Deferred();
        known.put(type, deferred);
        deferred.form = layOut(type);
        known.put(type, deferred.form);
        return deferred.form;
    }

    private Form layOut(Type type) {
        return switch (type) {
            case Class<?> plain -> plain(plain);
            case ParameterizedType generic -> generic(generic);
            default -> throw noForm(type);
        };
    }

    private Form plain(Class<?> type) {
        if (Structure.class.isAssignableFrom(type)) {
            return StructureForm.of(type);
        }
        if (type.isEnum()) {
            return enumeration(type);
        }
        if (type.isSealed()) {
            return SealedForm.of(type, this);
        }
        if (type.isRecord()) {
            return RecordForm.of(type, this);
        }
        throw noForm(type);
    }

    private Form generic(ParameterizedType type) {
        var arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return new OptionalForm(of(arguments[0]));
        }
        if (type.getRawType() == List.class) {
            return new ListForm(of(arguments[0]));
        }
        if (type.getRawType() == Set.class) {
            return new SetForm(of(arguments[0]));
        }
        if (type.getRawType() == Map.class) {
            return new MapForm(MapKey.of(arguments[0]), of(arguments[1]));
        }
        throw noForm(type);
    }

    private static Form enumeration(Class<?> type) {
        var constants = new HashMap<String, Object>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> constants.put(name(constant), constant));
        return Scalars.form((out, value) -> out.writeString(name(value)), Object.class, in -> {
            var constant = constants.get(in.text());
            if (constant == null) {
                throw new MalformedRecord("no " + type.getSimpleName() + " is called " + in.text());
            }
            return constant;
        });
    }

    /** An enum's name in storage: AWS's for AWS's. */
    static String name(Object constant) {
        return constant instanceof WireEnum wire ? wire.value() : ((Enum<?>) constant).name();
    }

    private static IllegalArgumentException noForm(Type type) {
        return new IllegalArgumentException(
                type + " cannot be stored: use records, sealed interfaces of records, enums,"
                        + " Optional, List, Set, Map, scalars or AWS's structures");
    }
}
