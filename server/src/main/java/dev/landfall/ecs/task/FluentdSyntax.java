package dev.landfall.ecs.task;

import java.util.Map;

/** Fluentd's configuration. */
record FluentdSyntax() implements FireLensConfiguration.Syntax {
    @Override
    public String unixInput(String path) {
        return """
                <source>
                    @type unix
                    path %s
                </source>

                """.formatted(path);
    }

    @Override
    public String tcpInput(String address, String port) {
        return """
                <source>
                    @type forward
                    bind %s
                    port %s
                </source>

                """.formatted(address, port);
    }

    @Override
    public String grep(String tag, String pattern, boolean keep) {
        var kind = keep ? "regexp" : "exclude";
        return """
                <filter %1$s**>
                    @type grep
                    <%2$s>
                        key log
                        pattern %3$s
                    </%2$s>
                </filter>

                """.formatted(tag, kind, pattern);
    }

    @Override
    public String record(Map<String, String> fields) {
        var lines = new StringBuilder("<filter **>\n    @type record_transformer\n    <record>\n");
        fields.forEach((name, value) ->
                lines.append("        ").append(name).append(' ').append(value).append('\n'));
        return lines.append("    </record>\n</filter>\n\n").toString();
    }

    @Override
    public String healthInput() {
        return "";
    }

    @Override
    public String healthOutput() {
        return "";
    }

    @Override
    public String include(String path) {
        return "@include " + path + "\n\n";
    }

    @Override
    public String variable(String name) {
        return "\"#{ENV['" + name + "']}\"";
    }

    @Override
    public String output(String tag, Map<String, String> options) {
        var lines = new StringBuilder("<match ").append(tag).append("**>\n");
        options.forEach((name, value) ->
                lines.append("    ").append(name).append(' ').append(value).append('\n'));
        return lines.append("</match>\n\n").toString();
    }
}
