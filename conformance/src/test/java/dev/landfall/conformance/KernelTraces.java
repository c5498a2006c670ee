package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.cli.Instance;
import dev.landfall.engine.docker.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel has of an installation: tables, devices, control groups, processes. */
final class KernelTraces {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path PROCESSES = Path.of("/proc");
    private static final Path LOCKS = Path.of("/run/lock");
    private static final Pattern ELEMENTS = Pattern.compile("elements = \\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("^(?:map|set|chain|table ip|table bridge) (\\S+) \\{$");

    /** The words of security groups stand ahead of need too, or they do not. */
    private static final Pattern GROUP = Pattern.compile("^(in\\.|out\\.)?(sg|vpc)-");

    private static final Pattern HELD = Pattern.compile(" held: (?!set |type )");
    private static final Pattern WIRE = Pattern.compile(" addresses: (?!set |type )");

    private KernelTraces() {}

    /** @param setAside the addresses whose elements may be there or not */
    static List<String> read(Installation installation, Set<String> setAside) throws IOException {
        var traces = new ArrayList<String>();
        var free = new HashSet<>(setAside);
        if (!free.isEmpty()) {
            free.add(installation.settings().vpc().at(1).toString()); // the bridge's own, a member of each VPC
        }
        for (var table : List.of("", ".groups", ".tasks")) {
            traces.addAll(table("ip", "landfall_" + installation.instance() + table, free));
        }
        traces.addAll(wires("landfall_" + installation.instance() + ".wire", free));
        var plan = NetworkPlan.of(installation.instance());
        said("iptables-save")
                .lines()
                .filter(rule -> rule.contains(plan.bridge()) || rule.contains(plan.portsBridge()))
                .forEach(rule -> traces.add("iptables " + rule));
        said("ip", "-o", "link")
                .lines()
                .map(link -> link.split("[:@] ?")[1].strip())
                .filter(device -> device.equals(plan.bridge()) || device.equals(plan.portsBridge()))
                .forEach(device -> traces.add("device " + device));
        groups(installation.instance()).stream()
                .filter(group -> !group.endsWith("/" + installation.instance()))
                .forEach(group -> traces.add("control group " + group));
        traces.addAll(processes(installation));
        return traces;
    }

    /** What there is as long as the installation: its place among control groups, and its claims. */
    static List<String> held(Installation installation) throws IOException {
        var traces = new ArrayList<String>();
        groups(installation.instance()).forEach(group -> traces.add("control group " + group));
        try (var locks = Files.list(LOCKS)) {
            locks.map(Path::toString)
                    .filter(lock -> lock.contains(installation.instance()))
                    .forEach(lock -> traces.add("lock " + lock));
        }
        return traces;
    }

    /** Its chains rule by rule, its sets element by element. */
    private static List<String> table(String family, String name, Set<String> setAside) throws IOException {
        var listed = said("nft", "list", "table", family, name);
        var flat = ELEMENTS.matcher(listed)
                .replaceAll(found -> "elements = {" + found.group(1).replaceAll("\\s+", " ") + "}");
        var traces = new ArrayList<String>();
        var in = "";
        for (var line : flat.lines().map(String::strip).toList()) {
            var begins = NAME.matcher(line);
            in = begins.matches() ? begins.group(1) : in;
            var place = "nft " + name + " " + in + ": ";
            var elements = ELEMENTS.matcher(line);
            if (elements.matches()) {
                Arrays.stream(elements.group(1).split(","))
                        .map(String::strip)
                        .filter(element -> !setAside.contains(element.split(" ")[0]))
                        .forEach(element -> traces.add(place + element));
            } else if (setAside.isEmpty() || !GROUP.matcher(in).find()) {
                traces.add(place + steady(line));
            }
        }
        traces.removeIf(trace -> trace.endsWith(": ") || trace.endsWith(": }"));
        return traces;
    }

    /** Each sandbox's device with its addresses; the devices alone say nothing more than that there are as many. */
    private static List<String> wires(String name, Set<String> setAside) throws IOException {
        var table = table("bridge", name, Set.of());
        var held = table.stream().filter(trace -> HELD.matcher(trace).find()).toList();
        var addresses =
                table.stream().filter(trace -> WIRE.matcher(trace).find()).toList();
        var traces = new ArrayList<>(table);
        traces.removeAll(held);
        traces.removeIf(trace -> setAside.contains(trace.substring(trace.lastIndexOf(' ') + 1)));
        if (held.size() != addresses.size()) {
            traces.add("%d devices held to %d addresses in %s".formatted(held.size(), addresses.size(), name));
        }
        return traces;
    }

    /** A server listens for its tasks at ports that differ from life to life. */
    private static String steady(String rule) {
        return rule.replaceAll("dnat to (\\S+):\\d+", "dnat to $1").replaceAll("dport \\{[^}]*}", "dport");
    }

    /** In all trees, without those that the kernel has for other purposes. */
    private static List<String> groups(String instance) throws IOException {
        try (var trees = Files.list(GROUPS)) {
            var found = new ArrayList<String>();
            var places = Stream.concat(trees, Stream.of(GROUPS))
                    .filter(Files::isDirectory)
                    .flatMap(tree -> Stream.of(
                            tree.resolve("landfall").resolve(instance),
                            tree.resolve("landfall.slice/landfall-" + instance.replace('-', '_') + ".slice")))
                    .filter(Files::isDirectory)
                    .toList();
            for (var place : places) {
                try (var below = Files.walk(place, 1)) {
                    below.filter(Files::isDirectory).map(Path::toString).forEach(found::add);
                } catch (java.io.UncheckedIOException goes) {
                    found.add(place + " is changing");
                }
            }
            return found;
        }
    }

    /** Those of its tasks, and those that its server began and did not end. */
    private static List<String> processes(Installation installation) throws IOException {
        var server = Instance.pid(installation.data()).orElse("");
        var traces = new ArrayList<String>();
        try (var all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (var process : all) {
                var isServer = process.getFileName().toString().equals(server);
                var command = read(process.resolve("cmdline")).replace('\0', ' ');
                var group = read(process.resolve("cgroup"));
                if (!isServer
                        && (command.contains(installation.ground() + "/")
                                || group.contains("landfall/" + installation.instance()))) {
                    traces.add("process " + command.strip());
                }
            }
        }
        return traces;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Nothing where there is no such program, or it is refused. */
    static String said(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException noSuchProgram) {
            return "";
        }
    }
}
