package dev.landfall.store.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a record class is taken apart and put together: method handles, looked up once. */
final class Layout {
    private final Class<?> type;
    private final List<RecordComponent> components;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    private Layout(
            Class<?> type, List<RecordComponent> components, MethodHandle[] accessors, MethodHandle constructor) {
        this.type = type;
        this.components = components;
        this.accessors = accessors;
        this.constructor = constructor;
    }

    static Layout of(Class<?> type) {
        var components = type.getRecordComponents();
        try {
            var accessors = new MethodHandle[components.length];
            for (var i = 0; i < components.length; i++) {
                accessors[i] = accessor(components[i]);
            }
            return new Layout(type, List.of(components), accessors, constructor(type, components));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be stored: it is closed to us", e);
        }
    }

    private static MethodHandle accessor(RecordComponent component) throws IllegalAccessException {
        var method = component.getAccessor();
        method.setAccessible(true); // records of other packages need not be public
        return MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components)
            throws ReflectiveOperationException {
        var parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var canonical = type.getDeclaredConstructor(parameters);
        canonical.setAccessible(true);
        return MethodHandles.lookup()
                .unreflectConstructor(canonical)
                .asType(MethodType.genericMethodType(parameters.length))
                .asSpreader(Object[].class, parameters.length);
    }

    Class<?> type() {
        return type;
    }

    List<RecordComponent> components() {
        return components;
    }

    @Nullable
    Object value(int component, Object record) {
        try {
            return (Object) accessors[component].invokeExact(record);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Through the canonical constructor, whose own checks hold for stored documents too. */
    Object create(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new MalformedRecord("a record's own code failed: " + e.getMessage(), e);
        };
    }
}
