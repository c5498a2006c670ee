package dev.landfall.conformance;

import dev.landfall.engine.docker.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the container engine has of an installation, with the links that its containers hang on. */
final class EngineTraces {
    /** How a line begins that tells of a sandbox without a task, which is about to go. */
    static final String SPARE = "sandbox of no task at ";

    /** How any other line about a container begins. */
    static final String CONTAINER = "container ";

    private static final String LABEL = "dev.landfall.";

    private EngineTraces() {}

    /** @param setAside the addresses whose sandboxes may be there or not */
    static List<String> read(Installation installation, Set<String> setAside) throws IOException {
        var host = installation.settings().dockerHost();
        if (!Files.exists(Path.of(host.getPath()))) {
            return List.of();
        }
        var docker = DockerEngineOfTests.seenAt(host);
        var ours = "label=" + LABEL + "instance=" + installation.instance();
        var traces = new ArrayList<String>();
        containers(docker, ours).stream()
                .filter(container -> !container.standsReady(setAside))
                .forEach(container -> traces.add(container.toString()));
        docker.docker("volume", "ls", "-q", "--filter", ours).lines().forEach(v -> traces.add("volume " + v));
        docker.docker("network", "ls", "--format", "{{.Name}}", "--filter", ours)
                .lines()
                .forEach(name -> traces.addAll(network(docker, installation, name)));
        return traces;
    }

    private record Container(String pod, String name, String sandbox, String state) {
        boolean standsReady(Set<String> setAside) {
            return pod.isEmpty() && name.isEmpty() && state.equals("running") && setAside.contains(sandbox);
        }

        @Override
        public String toString() {
            return pod.isEmpty() && state.equals("running")
                    ? SPARE + sandbox
                    : CONTAINER + "'%s' of task '%s' at '%s', %s".formatted(name, pod, sandbox, state);
        }
    }

    private static List<Container> containers(DockerEngineOfTests docker, String ours) {
        var format = "{{.Label \"%1$spod\"}}|{{.Label \"%1$scontainer\"}}|{{.Label \"%1$ssandbox\"}}|{{.State}}";
        return docker.docker("ps", "-a", "--filter", ours, "--format", format.formatted(LABEL))
                .lines()
                .map(line -> line.split("\\|", -1))
                .map(parts -> new Container(parts[0], parts[1], parts[2], parts[3]))
                .toList();
    }

    /** A link on the bridge for each container on the network; any more belongs to none. */
    private static List<String> network(DockerEngineOfTests docker, Installation installation, String name) {
        var on = docker.docker("network", "inspect", "-f", "{{range .Containers}}{{.IPv4Address}} {{end}}", name);
        var endpoints = on.isEmpty() ? 0 : Arrays.asList(on.split("\\s+")).size();
        var plan = NetworkPlan.of(installation.instance());
        var bridge = name.equals(plan.name()) ? plan.bridge() : plan.portsBridge();
        var links = links(bridge);
        return links == endpoints
                ? List.of("network " + name)
                : List.of("network " + name, "%d links for %d containers on %s".formatted(links, endpoints, bridge));
    }

    /** As many as containers where the engine is not on this machine. */
    private static int links(String bridge) {
        try (var links = Files.list(Path.of("/sys/class/net", bridge, "brif"))) {
            return (int) links.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
