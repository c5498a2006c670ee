package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.PodId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod as it is found in the engine, by its labels.
 *
 * @param holder of namespaces that its containers share without a sandbox
 */
record FoundPod(
        PodId id,
        Optional<ContainerInfo> sandbox,
        Optional<ContainerInfo> holder,
        Map<String, ContainerInfo> containers) {
    Observation observation(long generation, Workbench bench) {
        var states = new LinkedHashMap<String, ContainerState>();
        containers.forEach((name, info) -> states.put(name, info.state()));
        var endpoints = new LinkedHashMap<String, ContainerEndpoint>();
        containers.forEach((name, info) ->
                endpoints.put(name, Endpoints.of(info, bench.bridge().name())));
        endpoints.values().removeIf(ContainerEndpoint.NONE::equals);
        return new Observation(
                id,
                generation,
                sandboxState(bench.network().name()),
                states,
                endpoints,
                Optional.empty(),
                Optional.empty());
    }

    Stream<ContainerInfo> members() {
        return Stream.of(sandbox.stream(), holder.stream(), containers.values().stream())
                .flatMap(part -> part);
    }

    /** Whether its containers have a network of their own, or the host's, and need no sandbox. */
    boolean needsNoSandbox() {
        return holder.isPresent()
                || containers.values().stream()
                        .anyMatch(info -> info.label(Labels.NETWORK).isPresent());
    }

    private SandboxState sandboxState(String network) {
        if (needsNoSandbox()) {
            return new SandboxState.Unneeded();
        }
        if (sandbox.filter(info -> !info.isUnused()).isEmpty()) {
            return new SandboxState.Absent();
        }
        var info = sandbox.get();
        return info.isRunning()
                ? new SandboxState.Ready(info.address(network), info.macAddress(network))
                : new SandboxState.Failed(
                        new EngineFault(EngineFault.Step.SANDBOX, "The sandbox ended under its containers."));
    }
}
