package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.PodId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A pod as it is found in the engine, by its labels. */
record FoundPod(PodId id, Optional<ContainerInfo> sandbox, Map<String, ContainerInfo> containers) {
    Observation observation(long generation, String network) {
        var states = new LinkedHashMap<String, ContainerState>();
        containers.forEach((name, info) -> states.put(name, info.state()));
        return new Observation(id, generation, sandboxState(network), states, Optional.empty(), Optional.empty());
    }

    private SandboxState sandboxState(String network) {
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
