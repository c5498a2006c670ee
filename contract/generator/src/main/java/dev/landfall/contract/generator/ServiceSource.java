package dev.landfall.contract.generator;

import java.util.List;
import java.util.stream.Collectors;

/** The sources that a service has once: its operations, its errors, its unnamed shapes. */
final class ServiceSource {
    private final Service service;
    private final JavaTypes types;
    private final Schemas schemas;
    private final String prefix;

    ServiceSource(Service service, JavaTypes types, Schemas schemas) {
        this.service = service;
        this.types = types;
        this.schemas = schemas;
        this.prefix = Names.type(service.id());
    }

    private Source begin() {
        var out = new Source();
        out.line("package dev.landfall.contract." + service.id() + ";");
        out.line("");
        return out;
    }

    String packageInfo() {
        var full = service.metadata().text("serviceFullName").orElseThrow();
        return """
                /** The contract of %s, generated from contract/models/%s.json. */
                @NullMarked
                package dev.landfall.contract.%s;

                import org.jspecify.annotations.NullMarked;
                """.formatted(full, service.id(), service.id());
    }

    String shapes() {
        var out = begin();
        out.line("/** Makes the schemas of the lists, maps and scalars of this service. */");
        out.open("final class " + prefix + "Shapes {");
        out.line("private " + prefix + "Shapes() {}");
        service.shapes().forEach((name, shape) -> {
            if (schemas.made(shape)) {
                out.line("");
                out.open("static " + types.contract("Schema") + " " + Names.lowerFirst(name) + "_() {");
                out.line("return " + schemas.expression(shape) + ";");
                out.close();
            }
        });
        out.close();
        return out.toString();
    }

    String errors() {
        var out = begin();
        out.line("/** The errors that this service's model lists. */");
        out.open("public final class " + prefix + "Errors {");
        service.structures().forEach((name, shape) -> {
            if (shape.flag("exception")) {
                out.line("public static final " + types.contract("ErrorType") + " " + Names.constant(name) + " = new "
                        + types.contract("ErrorType") + "(" + error(name, shape) + ");");
            }
        });
        out.line("");
        out.line("private " + prefix + "Errors() {}");
        out.close();
        return out.toString();
    }

    private String error(String name, Node shape) {
        var wire = shape.node("error");
        var fault = shape.flag("fault");
        var status = wire.number("httpStatusCode").orElse(fault ? 500L : 400L);
        var sender = wire.has("senderFault") ? wire.flag("senderFault") : status < 500;
        return Names.literal(name) + ", " + Names.literal(wire.text("code").orElse(name)) + ", " + status + ", "
                + sender + ", " + service.type(name) + ".SCHEMA";
    }

    String operations() {
        var out = begin();
        out.line("/** The operations of "
                + service.metadata().text("serviceFullName").orElseThrow() + ". */");
        out.open("public final class " + prefix + "Service {");
        model(out);
        out.line("");
        out.line("private " + prefix + "Service() {}");
        service.operations().forEach((name, operation) -> operation(out, name, operation));
        out.close();
        return out.toString();
    }

    private void model(Source out) {
        var model = types.contract("ServiceModel");
        out.line("public static final " + model + " MODEL = new " + model + "(");
        out.line("        " + Names.literal(service.id()) + ",");
        out.line("        " + metadata() + ",");
        out.open("        " + texts(List.copyOf(service.operations().keySet())) + ") {");
        out.line("@java.lang.Override");
        out.open("protected dev.landfall.contract.@org.jspecify.annotations.Nullable Operation<?, ?> load("
                + types.lang("String") + " name) {");
        out.open("return switch (name) {");
        service.operations()
                .keySet()
                .forEach(name -> out.line("case " + Names.literal(name) + " -> " + Names.component(name) + "();"));
        out.line("default -> null;");
        out.end("};");
        out.close();
        out.end("};");
    }

    private String metadata() {
        var facts = service.metadata();
        var texts = List.of(
                        facts.text("serviceId").orElse(""),
                        facts.text("serviceFullName").orElse(""),
                        facts.text("apiVersion").orElse(""),
                        facts.text("endpointPrefix").orElse(""),
                        facts.text("signingName")
                                .or(() -> facts.text("endpointPrefix"))
                                .orElse(""),
                        facts.text("targetPrefix").orElse(""),
                        facts.text("jsonVersion").orElse(""))
                .stream()
                .map(Names::literal)
                .collect(Collectors.joining(", "));
        return "new " + types.contract("ServiceModel") + ".Metadata(" + texts + ", " + texts(facts.texts("protocols"))
                + ", " + Names.literal(facts.text("xmlNamespace").orElse("")) + ", " + facts.has("awsQueryCompatible")
                + ")";
    }

    private void operation(Source out, String name, Node operation) {
        var request = service.type(Service.request(name));
        var response = service.type(Service.response(name));
        var type = types.contract("Operation") + "<" + request + ", " + response + ">";
        var wrapper = operation.text("resultWrapper").map(Names::literal).orElse("null");
        var errors = operation.texts("errors").stream()
                .map(error -> prefix + "Errors." + Names.constant(error))
                .collect(Collectors.joining(", ", "java.util.List.of(", ")"));
        out.line("");
        out.open("private static " + type + " " + Names.component(name) + "() {");
        out.line("return new " + type + "(");
        out.line("        " + Names.literal(name) + ", " + request + ".SCHEMA, " + response + ".SCHEMA, " + wrapper
                + ",");
        out.line("        " + errors + ",");
        out.line("        " + pagination(name) + ", " + operation.flag("unsigned") + ");");
        out.close();
    }

    private String pagination(String operation) {
        var page = service.paginators().node(operation);
        if (page.entries().isEmpty()) {
            return "null";
        }
        return "new " + types.contract("Pagination") + "(" + texts(page.texts("input_token")) + ", "
                + texts(page.texts("output_token")) + ", " + texts(page.texts("limit_key")) + ", "
                + texts(page.texts("result_key")) + ")";
    }

    private static String texts(List<String> texts) {
        return texts.stream().map(Names::literal).collect(Collectors.joining(", ", "java.util.List.of(", ")"));
    }
}
