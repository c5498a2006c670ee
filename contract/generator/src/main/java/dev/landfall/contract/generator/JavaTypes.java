package dev.landfall.contract.generator;

import java.util.Set;

/**
 * How the code of one service writes a type: by its simple name where no shape of the service has that name, else in
 * full.
 */
final class JavaTypes {
    private static final String CONTRACT = "dev.landfall.contract.";
    private final Service service;
    private final Set<String> own;

    JavaTypes(Service service) {
        this.service = service;
        this.own = Set.copyOf(service.types().values());
    }

    String lang(String simple) {
        return qualified("java.lang.", simple);
    }

    String util(String simple) {
        return "java.util." + simple;
    }

    String contract(String simple) {
        return CONTRACT + simple;
    }

    private String qualified(String packageName, String simple) {
        return own.contains(simple) ? packageName + simple : simple;
    }

    /** The type of a shape's values. */
    String of(String shapeName) {
        var shape = service.shape(shapeName);
        return switch (shape.text("type").orElseThrow()) {
            case "structure" -> shape.flag("document") ? lang("Object") : service.type(shapeName);
            case "list" -> util("List") + "<" + element(shape, "member") + ">";
            case "map" -> util("Map") + "<" + lang("String") + ", " + element(shape, "value") + ">";
            case "string" -> shape.has("enum") ? service.type(shapeName) : lang("String");
            case "integer" -> lang("Integer");
            case "long" -> lang("Long");
            case "float" -> lang("Float");
            case "double" -> lang("Double");
            case "boolean" -> lang("Boolean");
            case "timestamp" -> "java.time.Instant";
            case "blob" -> "byte[]";
            case String other -> throw new IllegalStateException(shapeName + " is of unknown type " + other);
        };
    }

    private String element(Node shape, String part) {
        return of(shape.node(part).text("shape").orElseThrow());
    }

    /** The same type where null may stand for absent. */
    String nullable(String shapeName) {
        var type = of(shapeName);
        if (type.equals("byte[]")) {
            return "byte @Nullable []";
        }
        return annotated(type);
    }

    /** Any object, or null. */
    String nullableObject() {
        return annotated(lang("Object"));
    }

    /** An annotation stands before the simple name, not before the package. */
    private static String annotated(String type) {
        int dot = type.contains("<") ? type.lastIndexOf('.', type.indexOf('<')) : type.lastIndexOf('.');
        return type.substring(0, dot + 1) + "@Nullable " + type.substring(dot + 1);
    }
}
