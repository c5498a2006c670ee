package dev.landfall.engine.cgroup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The few calls of systemd's manager that slices need, made with its own tools. */
record Systemd(Command command) {
    private static final List<String> MANAGER = List.of(
            "busctl",
            "--system",
            "call",
            "org.freedesktop.systemd1",
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager");

    /** Runs a program to its end. */
    @FunctionalInterface
    interface Command {
        /** @return what it wrote, and how it ended */
        Said run(List<String> words) throws IOException;
    }

    record Said(int status, String text) {}

    /** A number that a unit has. */
    record Property(String name, long value) {}

    /** @return false when there is such a unit already */
    boolean startTransient(String unit, List<Property> properties) throws IOException {
        var words = new ArrayList<>(List.of("StartTransientUnit", "ssa(sv)a(sa(sv))", unit, "fail"));
        add(words, properties);
        words.add("0");
        var said = command.run(call(words));
        if (said.status() == 0) {
            return true;
        }
        if (said.text().contains("already")) {
            return false;
        }
        throw new IOException("systemd did not make " + unit + ": " + said.text());
    }

    void change(String unit, List<Property> properties) throws IOException {
        var words = new ArrayList<>(List.of("SetUnitProperties", "sba(sv)", unit, "true"));
        add(words, properties);
        var said = command.run(call(words));
        if (said.status() != 0) {
            throw new IOException("systemd did not limit " + unit + ": " + said.text());
        }
    }

    /** One that is not there is fine. */
    void stop(String unit) throws IOException {
        var said = command.run(call(List.of("StopUnit", "ss", unit, "replace")));
        if (said.status() != 0 && !said.text().contains("not loaded")) {
            throw new IOException("systemd did not end " + unit + ": " + said.text());
        }
    }

    List<String> units(String pattern) throws IOException {
        var said = command.run(List.of("systemctl", "list-units", "--all", "--plain", "--no-legend", pattern));
        if (said.status() != 0) {
            throw new IOException("systemd did not list " + pattern + ": " + said.text());
        }
        return said.text()
                .lines()
                .map(line -> line.strip().split("\\s+")[0])
                .filter(unit -> unit.endsWith(".slice"))
                .toList();
    }

    private static void add(List<String> words, List<Property> properties) {
        words.add(Integer.toString(properties.size()));
        for (var property : properties) {
            words.addAll(List.of(property.name(), "t", Long.toString(property.value())));
        }
    }

    private static List<String> call(List<String> words) {
        var all = new ArrayList<>(MANAGER);
        all.addAll(words);
        return all;
    }
}
