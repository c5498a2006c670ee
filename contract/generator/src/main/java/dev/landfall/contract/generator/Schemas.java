package dev.landfall.contract.generator;

import java.util.Locale;

/** The expressions that make the schemas of shapes, as they stand in generated code. */
final class Schemas {
    private final Service service;
    private final JavaTypes types;

    Schemas(Service service, JavaTypes types) {
        this.service = service;
        this.types = types;
    }

    /** Refers to a schema: a type's own constant, or the method of {@code Shapes} that makes it. */
    String reference(String shapeName) {
        var shape = service.shape(shapeName);
        var type = shape.text("type").orElseThrow();
        if (Service.isStructure(shape) || shape.has("enum")) {
            return service.type(shapeName) + ".SCHEMA";
        }
        if (plain(shape)) {
            return types.contract(constant(type));
        }
        return service.id().substring(0, 1).toUpperCase(Locale.ROOT)
                + service.id().substring(1) + "Shapes." + Names.lowerFirst(shapeName) + "_()";
    }

    /** Whether a shape needs a method that makes its schema. */
    boolean made(Node shape) {
        return !Service.isStructure(shape) && !shape.has("enum") && !plain(shape);
    }

    private static boolean plain(Node shape) {
        return switch (shape.text("type").orElseThrow()) {
            case "string" -> !limited(shape) && !shape.has("pattern") && !shape.flag("sensitive");
            case "boolean" -> true;
            case "structure" -> shape.flag("document");
            default -> false;
        };
    }

    private static boolean limited(Node shape) {
        return shape.has("min") || shape.has("max");
    }

    private static String constant(String type) {
        return switch (type) {
            case "string" -> "StringSchema.PLAIN";
            case "boolean" -> "BooleanSchema.PLAIN";
            default -> "DocumentSchema.PLAIN";
        };
    }

    /** Makes the schema of a shape that is not a type of its own. */
    String expression(Node shape) {
        return switch (shape.text("type").orElseThrow()) {
            case "list" ->
                "new " + types.contract("ListSchema") + "(" + part(shape, "member") + ", "
                        + Names.literal(
                                shape.node("member").text("locationName").orElse("member")) + ", " + limits(shape)
                        + ", " + shape.flag("sensitive") + ")";
            case "map" ->
                "new " + types.contract("MapSchema") + "(" + part(shape, "key") + ", " + part(shape, "value")
                        + ", "
                        + Names.literal(shape.node("key").text("locationName").orElse("key")) + ", "
                        + Names.literal(shape.node("value").text("locationName").orElse("value")) + ", " + limits(shape)
                        + ", " + shape.flag("sensitive") + ")";
            case "string" -> string(shape);
            case "timestamp" ->
                "new " + types.contract("TimestampSchema") + "(" + types.contract("TimestampSchema") + ".Format."
                        + format(shape) + ")";
            case "blob" ->
                "new " + types.contract("BlobSchema") + "(" + limits(shape) + ", " + shape.flag("sensitive") + ")";
            case String number ->
                "new " + types.contract("NumberSchema") + "(" + types.contract("NumberSchema") + ".Width."
                        + number.toUpperCase(Locale.ROOT) + ", " + limits(shape) + ")";
        };
    }

    private String part(Node shape, String part) {
        return reference(shape.node(part).text("shape").orElseThrow());
    }

    private String string(Node shape) {
        var pattern =
                shape.text("pattern").map(text -> ", " + Names.literal(text)).orElse("");
        var secret = shape.flag("sensitive") ? ".secret()" : "";
        return types.contract("StringSchema") + ".of(" + limits(shape) + pattern + ")" + secret;
    }

    private static String format(Node shape) {
        return switch (shape.text("timestampFormat").orElse("")) {
            case "unixTimestamp" -> "EPOCH_SECONDS";
            case "iso8601" -> "DATE_TIME";
            case "rfc822" -> "HTTP_DATE";
            default -> "OF_PROTOCOL";
        };
    }

    private String limits(Node shape) {
        var least = shape.number("min");
        var most = shape.number("max");
        var limits = types.contract("Limits");
        if (least.isPresent() && most.isPresent()) {
            return "new " + limits + "(" + least.get() + "L, " + most.get() + "L)";
        }
        return least.map(value -> limits + ".atLeast(" + value + "L)")
                .or(() -> most.map(value -> limits + ".atMost(" + value + "L)"))
                .orElse(limits + ".NONE");
    }

    /** Declares a member of a structure. */
    String member(String name, Node member, boolean required) {
        var wire = member.text("locationName").filter(on -> !on.equals(name));
        return types.contract("Member") + ".of(" + Names.literal(name) + ", "
                + reference(member.text("shape").orElseThrow()) + ")"
                + wire.map(on -> ".on(" + Names.literal(on) + ")").orElse("")
                + member.text("queryName")
                        .map(q -> ".queried(" + Names.literal(q) + ")")
                        .orElse("")
                + (required ? ".mandatory()" : "")
                + (member.flag("idempotencyToken") ? ".token()" : "");
    }
}
