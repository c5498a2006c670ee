package dev.landfall.ecs.task;

import java.util.Map;

/** Fluent Bit's classic configuration. */
record FluentBitSyntax() implements FireLensConfiguration.Syntax {
    private static final String HEALTH = "firelens-healthcheck";

    @Override
    public String unixInput(String path) {
        return section("INPUT", "Name forward", "Mem_Buf_Limit 25MB", "unix_path " + path);
    }

    @Override
    public String tcpInput(String address, String port) {
        return section("INPUT", "Name forward", "Listen " + address, "Port " + port);
    }

    @Override
    public String grep(String tag, String pattern, boolean keep) {
        return section("FILTER", "Name grep", "Match " + tag + "*", (keep ? "Regex" : "Exclude") + " log " + pattern);
    }

    @Override
    public String record(Map<String, String> fields) {
        var lines = new StringBuilder(
                section("FILTER", "Name record_modifier", "Match *").stripTrailing());
        fields.forEach((name, value) ->
                lines.append("\n    Record ").append(name).append(' ').append(value));
        return lines.append("\n\n").toString();
    }

    /** A line that is sent there, by {@code nc 127.0.0.1 8877} in a health check, arrives while the router lives. */
    @Override
    public String healthInput() {
        return section("INPUT", "Name tcp", "Tag " + HEALTH, "Listen 127.0.0.1", "Port 8877");
    }

    @Override
    public String healthOutput() {
        return section("OUTPUT", "Name null", "Match " + HEALTH);
    }

    @Override
    public String include(String path) {
        return "@INCLUDE " + path + "\n\n";
    }

    @Override
    public String variable(String name) {
        return "${" + name + "}";
    }

    /** The plugin's name comes first. */
    @Override
    public String output(String tag, Map<String, String> options) {
        var lines = new StringBuilder("[OUTPUT]");
        lines.append("\n    Name ").append(options.get("Name"));
        lines.append("\n    Match ").append(tag).append('*');
        options.forEach((name, value) -> {
            if (!name.equals("Name")) {
                lines.append("\n    ").append(name).append(' ').append(value);
            }
        });
        return lines.append("\n\n").toString();
    }

    private static String section(String name, String... lines) {
        return "[" + name + "]\n    " + String.join("\n    ", lines) + "\n\n";
    }
}
