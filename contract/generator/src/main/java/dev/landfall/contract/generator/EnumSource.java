package dev.landfall.contract.generator;

/** The source of one enum. */
final class EnumSource {
    private EnumSource() {}

    static String of(Service service, JavaTypes types, String shapeName) {
        var type = service.type(shapeName);
        var string = types.lang("String");
        var schema = types.contract("EnumSchema") + "<" + type + ">";
        var out = new Source();
        out.line("package dev.landfall.contract." + service.id() + ";");
        out.line("");
        out.open("public enum " + type + " implements " + types.contract("WireEnum") + " {");
        constants(out, service.shape(shapeName));
        out.line("");
        out.line("public static final " + schema + " SCHEMA = " + types.contract("EnumSchema") + ".of(values());");
        out.line("");
        out.line("private final " + string + " value;");
        out.line("");
        out.open(type + "(" + string + " value) {");
        out.line("this.value = value;");
        out.close();
        out.line("");
        out.line("@java.lang.Override");
        out.open("public " + string + " value() {");
        out.line("return value;");
        out.close();
        out.line("");
        out.line("@java.lang.Override");
        out.open("public " + string + " toString() {");
        out.line("return value;");
        out.close();
        out.line("");
        out.line("/** The constant that the wire calls so. */");
        out.open("public static java.util.Optional<" + type + "> lookup(" + string + " value) {");
        out.line("return SCHEMA.lookup(value);");
        out.close();
        out.close();
        return out.toString();
    }

    private static void constants(Source out, Node shape) {
        var values = shape.texts("enum");
        var used = Names.fresh();
        for (int i = 0; i < values.size(); i++) {
            var name = Names.unique(Names.constant(values.get(i)), used);
            out.line(name + "(" + Names.literal(values.get(i)) + ")" + (i + 1 < values.size() ? "," : ";"));
        }
    }
}
