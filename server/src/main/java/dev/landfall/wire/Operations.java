package dev.landfall.wire;

import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the operations among the public methods of operations classes, once, when the platform is put together. */
public final class Operations {
    private static final String CONTRACT = "dev.landfall.contract.";

    private Operations() {}

    /**
     * Binds every public method {@code XResponse x(XRequest, Call)} to the operation {@code X}.
     *
     * @throws IllegalArgumentException when a method that takes a {@link Call} is no operation of the model, has other
     *     types than the model's, or is there twice
     */
    public static BoundService bind(ServiceModel model, Object... groups) {
        var bound = new LinkedHashMap<String, BoundOperation>();
        var resources = resourceNames(model, groups);
        for (var group : groups) {
            bindGroup(model, group, resources, bound);
        }
        return new BoundService(model, bound);
    }

    private static ResourceNames resourceNames(ServiceModel model, Object... groups) {
        var speakers = Arrays.stream(groups)
                .filter(ResourceNames.class::isInstance)
                .map(ResourceNames.class::cast)
                .toList();
        if (speakers.size() > 1) {
            throw new IllegalArgumentException("Several classes tell the resources of " + model.id());
        }
        return speakers.isEmpty() ? (operation, in, call) -> ResourceNames.ANYTHING : speakers.getFirst();
    }

    private static void bindGroup(
            ServiceModel model, Object group, ResourceNames resources, Map<String, BoundOperation> bound) {
        for (var method : group.getClass().getMethods()) {
            if (takesCall(method)) {
                var operation = operation(model, method);
                requireShape(model, method, operation.name());
                var action = ActionNames.prefix(model) + ":" + operation.name();
                var one = new BoundOperation(operation, action, resources, callable(group, method));
                var previous = bound.put(operation.name(), one);
                if (previous != null) {
                    throw new IllegalArgumentException("Two methods carry out " + model.id() + ":" + operation.name()
                            + "; one is " + name(method));
                }
            }
        }
    }

    private static boolean takesCall(Method method) {
        return !method.isSynthetic()
                && Arrays.asList(method.getParameterTypes()).contains(Call.class)
                && !method.getName().equals("resourcesOf");
    }

    private static Operation<?, ?> operation(ServiceModel model, Method method) {
        var name = Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
        return model.operation(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name(method) + " takes a Call, but " + model.id() + " has no operation " + name));
    }

    private static void requireShape(ServiceModel model, Method method, String operation) {
        var wanted = CONTRACT + model.id() + "." + operation;
        var parameters = method.getParameterTypes();
        var fits = parameters.length == 2
                && parameters[1] == Call.class
                && parameters[0].getName().equals(wanted + "Request")
                && Structure.class.isAssignableFrom(parameters[0])
                && method.getReturnType().getName().equals(wanted + "Response");
        if (!fits) {
            throw new IllegalArgumentException(name(method) + " must be " + operation + "Response " + method.getName()
                    + "(" + operation + "Request, Call) with the types of " + CONTRACT + model.id());
        }
    }

    private static BoundOperation.Method callable(Object group, Method method) {
        try {
            method.setAccessible(true); // the class may be its package's own; the method is public on purpose
            return new BoundOperation.Method(
                    MethodHandles.lookup().unreflect(method).bindTo(group));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(name(method) + " cannot be called", e);
        }
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
