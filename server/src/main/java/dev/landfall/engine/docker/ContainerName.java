package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.PodId;
import java.util.Map;
import java.util.Optional;

/** Creates a container under the name that people should see, or one close to it when that is taken. */
record ContainerName(Workbench bench, PodId pod, ContainerSpec spec) {
    private static final int MAX_TRIES = 10;

    String create(Map<String, ?> body) {
        var name = spec.engineName();
        for (var attempt = 2; ; attempt++) {
            try {
                return bench.containers().create(name, body);
            } catch (DockerFault e) {
                if (!e.isConflict() || attempt > MAX_TRIES) {
                    throw e;
                }
                var own = bench.containers().inspect(name).filter(this::isThisOne);
                if (own.isPresent()) {
                    // The answer to its creation was lost.
                    return own.get().id();
                }
                name = spec.engineName() + "-" + attempt;
            }
        }
    }

    private boolean isThisOne(ContainerInfo info) {
        return info.label(Labels.INSTANCE).equals(Optional.of(bench.instance()))
                && info.label(Labels.POD).equals(Optional.of(pod.value()))
                && info.label(Labels.CONTAINER).equals(Optional.of(spec.name()));
    }
}
