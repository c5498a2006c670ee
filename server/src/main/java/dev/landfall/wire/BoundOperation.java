package dev.landfall.wire;

import dev.landfall.contract.Operation;
import dev.landfall.contract.Structure;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * An operation of AWS's model and the method that carries it out.
 *
 * @param action as policies and metrics name it, such as {@code ecs:RunTask}
 * @param resources what a call of it touches
 */
public record BoundOperation(Operation<?, ?> operation, String action, ResourceNames resources, Method method) {
    /** A method of an operations class, made callable once at start-up. */
    public static final class Method {
        private static final MethodType SHAPE = MethodType.methodType(Structure.class, Structure.class, Call.class);

        private final MethodHandle handle;

        Method(MethodHandle bound) {
            handle = bound.asType(SHAPE);
        }

        Structure call(Structure in, Call call) throws Throwable {
            return (Structure) handle.invokeExact(in, call);
        }
    }

    public List<String> resources(Structure in, Call call) {
        return resources.resourcesOf(operation.name(), in, call);
    }

    public Structure call(Structure in, Call call) throws Throwable {
        return method.call(in, call);
    }
}
