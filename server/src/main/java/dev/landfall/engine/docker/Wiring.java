package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerEndpoint.Binding;
import dev.landfall.engine.ContainerNetwork;
import dev.landfall.engine.ContainerNetwork.Link;
import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort;
import dev.landfall.engine.Sandbox;
import java.util.List;
import java.util.Map;

/** Finds out how a container that is about to be created gets at its network. */
record Wiring(Workbench bench, Sandbox sandbox, Shell shell, Map<Link, String> linkedIds) {
    private static final String EVERYWHERE = "0.0.0.0";

    /** Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    NetworkBody of(ContainerNetwork wanted) {
        return switch (sandbox) {
            case Sandbox.Interface _ -> NetworkBody.joining(shell.sandboxId());
            case Sandbox.Bridge _ -> bridge(wanted);
            case Sandbox.Host _ -> new NetworkBody("host", "host", wanted, List.of(), List.of());
            case Sandbox.None _ -> new NetworkBody("none", "none", wanted, List.of(), List.of());
        };
    }

    private NetworkBody bridge(ContainerNetwork wanted) {
        // First the one whose block is given, lest Docker choose it for the other.
        bench.network().ensure();
        bench.bridge().ensure();
        var bindings = wanted.ports().stream().map(this::binding).toList();
        var links = wanted.links().stream().map(this::linked).toList();
        return new NetworkBody(bench.bridge().name(), "bridge", wanted, bindings, links);
    }

    private Binding binding(PublishedPort port) {
        return new Binding(EVERYWHERE, port.container(), host(port), port.protocol());
    }

    private PortRange host(PublishedPort port) {
        var count = port.container().size();
        if (port.host().isPresent()) {
            var first = port.host().get();
            return new PortRange(first, first + count - 1);
        }
        return count == 1
                ? PortRange.of(0)
                : bench.ports().take(count, port.protocol(), bench.scheduler().now());
    }

    private LinkedContainer linked(Link link) {
        var info = bench.containers().inspect(linkedIds.getOrDefault(link, ""));
        return info.filter(ContainerInfo::isRunning)
                .map(running ->
                        LinkedContainer.of(running, link.alias(), bench.bridge().name()))
                .orElseThrow(() -> notRunning(link));
    }

    static DockerFault notRunning(Link link) {
        return new DockerFault(
                409, "Cannot link to a non running container: " + link.container() + " AS " + link.alias());
    }
}
