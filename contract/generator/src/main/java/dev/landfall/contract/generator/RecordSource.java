package dev.landfall.contract.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The source of one structure's record. */
final class RecordSource {
    private record Component(String name, String shape, Node member, boolean required, boolean secret, String type) {
        String java() {
            return Names.component(name);
        }
    }

    private final Service service;
    private final JavaTypes types;
    private final Schemas schemas;
    private final String type;
    private final Node shape;
    private final List<Component> components;

    RecordSource(Service service, JavaTypes types, Schemas schemas, String shapeName) {
        this.service = service;
        this.types = types;
        this.schemas = schemas;
        this.type = service.type(shapeName);
        this.shape = service.shape(shapeName);
        this.components = components();
    }

    private List<Component> components() {
        var required = shape.texts("required");
        var found = new ArrayList<Component>();
        shape.node("members").nodes().forEach((name, member) -> {
            var target = member.text("shape").orElseThrow();
            found.add(new Component(name, target, member, required.contains(name), secret(target), kind(target)));
        });
        return found;
    }

    private String kind(String target) {
        return service.shape(target).text("type").orElseThrow();
    }

    /** Whether a value shows a secret when printed; a structure's own record masks itself. */
    private boolean secret(String target) {
        var found = service.shape(target);
        return shape.flag("sensitive")
                || found.flag("sensitive")
                || switch (kind(target)) {
                    case "list" -> secretPart(found, "member");
                    case "map" -> secretPart(found, "value");
                    default -> false;
                };
    }

    private boolean secretPart(Node found, String part) {
        var target = found.node(part).text("shape").orElseThrow();
        return !kind(target).equals("structure") && secret(target);
    }

    String source() {
        var out = new Source();
        out.line("package dev.landfall.contract." + service.id() + ";");
        out.line("");
        out.line("import org.jspecify.annotations.Nullable;");
        out.line("");
        out.line("public record " + type + "(" + each(c -> types.nullable(c.shape) + " " + c.java()) + ")");
        out.open("        implements " + types.contract("Structure") + " {");
        schema(out);
        canonical(out);
        access(out);
        conveniences(out);
        masked(out);
        builder(out);
        out.close();
        return out.toString();
    }

    private String each(Function<Component, String> text) {
        return components.stream().map(text).collect(Collectors.joining(", "));
    }

    private void schema(Source out) {
        var schemaType = types.contract("StructureSchema") + "<" + type + ">";
        out.open("public static final " + schemaType + " SCHEMA = new " + schemaType + "(" + Names.literal(type)
                + (shape.flag("sensitive") ? ", true" : "") + ") {");
        out.line("@java.lang.Override");
        out.open("protected java.util.List<" + types.contract("Member") + "> declare() {");
        out.line("return java.util.List.of(");
        for (int i = 0; i < components.size(); i++) {
            var c = components.get(i);
            out.line(
                    "        " + schemas.member(c.name, c.member, c.required) + (i + 1 < components.size() ? "," : ""));
        }
        out.line(");");
        out.close();
        out.line("");
        out.line("@java.lang.Override");
        out.line("@java.lang.SuppressWarnings(\"unchecked\")");
        out.open("public " + type + " create(" + types.nullableObject() + "[] values) {");
        var values = new ArrayList<String>();
        for (int i = 0; i < components.size(); i++) {
            values.add("(" + types.of(components.get(i).shape) + ") values[" + i + "]");
        }
        out.line("return new " + type + "(" + String.join(", ", values) + ");");
        out.close();
        out.end("};");
    }

    private void canonical(Source out) {
        var copied = components.stream()
                .filter(c -> c.type.equals("list") || c.type.equals("map"))
                .toList();
        if (!copied.isEmpty()) {
            out.line("");
            out.open("public " + type + " {");
            copied.forEach(c ->
                    out.line(c.java() + " = " + types.contract("Immutable") + "." + c.type + "(" + c.java() + ");"));
            out.close();
        }
    }

    private void access(Source out) {
        out.line("");
        out.line("@java.lang.Override");
        out.open("public " + types.contract("StructureSchema") + "<" + type + "> schema() {");
        out.line("return SCHEMA;");
        out.close();
        out.line("");
        out.line("@java.lang.Override");
        out.open("public " + types.nullableObject() + " member(int index) {");
        if (components.isEmpty()) {
            out.line("throw new java.lang.IndexOutOfBoundsException(index);");
        } else {
            out.open("return switch (index) {");
            for (int i = 0; i < components.size(); i++) {
                out.line("case " + i + " -> " + components.get(i).java() + ";");
            }
            out.line("default -> throw new java.lang.IndexOutOfBoundsException(index);");
            out.end("};");
        }
        out.close();
    }

    private void conveniences(Source out) {
        for (var c : components) {
            var base = Names.lowerFirst(c.name);
            switch (c.type) {
                case "list", "map" -> {
                    var empty = c.type.equals("list") ? "java.util.List.of()" : "java.util.Map.of()";
                    accessor(out, types.of(c.shape) + " " + base + "OrEmpty()", c.java(), empty);
                }
                case "structure", "blob" -> {}
                default ->
                    accessor(
                            out,
                            types.of(c.shape) + " " + base + "Or(" + types.of(c.shape) + " fallback)",
                            c.java(),
                            "fallback");
            }
        }
    }

    private static void accessor(Source out, String signature, String field, String otherwise) {
        out.line("");
        out.open("public " + signature + " {");
        out.line("return this." + field + " == null ? " + otherwise + " : this." + field + ";");
        out.close();
    }

    private void masked(Source out) {
        if (components.stream().noneMatch(Component::secret)) {
            return;
        }
        var shown = components.stream()
                .map(c -> "\"" + c.java() + "=\" + "
                        + (c.secret ? "(this." + c.java() + " == null ? \"null\" : \"***\")" : "this." + c.java()))
                .collect(Collectors.joining(" + \", \" + "));
        out.line("");
        out.line("@java.lang.Override");
        out.open("public " + types.lang("String") + " toString() {");
        out.line("return \"" + type + "[\" + " + shown + " + \"]\";");
        out.close();
    }

    private void builder(Source out) {
        out.line("");
        out.open("public static " + type + ".Builder builder() {");
        out.line("return new " + type + ".Builder();");
        out.close();
        out.line("");
        out.open("public " + type + ".Builder toBuilder() {");
        out.line("var builder = new " + type + ".Builder();");
        components.forEach(c -> out.line("builder." + c.java() + " = this." + c.java() + ";"));
        out.line("return builder;");
        out.close();
        out.line("");
        out.open("public static final class Builder {");
        components.forEach(c -> out.line("private " + types.nullable(c.shape) + " " + c.java() + ";"));
        for (var c : components) {
            out.line("");
            out.open("public " + type + ".Builder " + c.java() + "(" + types.nullable(c.shape) + " value) {");
            out.line("this." + c.java() + " = value;");
            out.line("return this;");
            out.close();
        }
        out.line("");
        out.open("public " + type + " build() {");
        out.line("return new " + type + "(" + each(Component::java) + ");");
        out.close();
        out.close();
    }
}
