package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.ContainerFiles.Provision;
import dev.landfall.engine.ContainerFiles.Volume;
import dev.landfall.engine.ContainerLogging;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.PodId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The volumes of one pod in the engine: what they are called, what they bear, and which are made ahead. */
record PodVolumes(String instance, PodId pod) {
    /**
     * Makes sure that a volume can be mounted. A plain one of the pod's own is left to the container's creation, which makes
     * it. Blocks. @throws PodFault @throws EngineAway
     */
    void provide(Volume volume, DockerClient client) {
        var calls = new VolumeCalls(client);
        switch (volume) {
            case Volume.OfPod own -> {
                if (!isPlain(own)) {
                    make(calls, name(own), own.provision(), labels(own));
                }
            }
            case Volume.Shared shared -> provide(calls, shared);
            case Volume.HostPath _ -> {}
        }
    }

    /** One that is there is taken as it is, as by the agent. */
    private static void provide(VolumeCalls calls, Volume.Shared shared) {
        if (!shared.provisioned()) {
            look(calls, shared);
        } else if (calls.find(shared.name()).isEmpty()) {
            make(calls, shared.name(), shared.provision(), labels(shared));
        }
    }

    private static void look(VolumeCalls calls, Volume.Shared shared) {
        try {
            calls.inspect(shared.name());
        } catch (DockerFault e) {
            throw new PodFault(
                    EngineFault.Step.RESOURCE,
                    "initialize volume: volume detection failed, volume '" + shared.name()
                            + "' does not exist and autoprovision is set to false: " + e.told());
        }
    }

    private static void make(VolumeCalls calls, String name, Provision provision, Map<String, String> labels) {
        try {
            calls.create(name, provision, labels);
        } catch (DockerFault e) {
            throw new PodFault(EngineFault.Step.VOLUME, e.told());
        }
    }

    /** Whether the creation of a container makes it. */
    static boolean isPlain(Volume.OfPod own) {
        return own.provision().driver().equals(Provision.LOCAL.driver())
                && own.provision().options().isEmpty();
    }

    /**
     * What the engine knows a volume of the pod by. One that holds a socket has a short name, for the kernel allows the path
     * of a socket no more than 107 letters, the engine's own folder among them.
     */
    String name(Volume.OfPod own) {
        var whole = "landfall-" + instance + "-" + pod + "-" + own.name();
        return own.name().endsWith(ContainerLogging.SOCKET_VOLUME)
                ? "lf-"
                        + UUID.nameUUIDFromBytes(whole.getBytes(UTF_8))
                                .toString()
                                .substring(0, 18)
                : whole;
    }

    Map<String, String> labels(Volume.OfPod own) {
        var labels = new LinkedHashMap<>(own.provision().labels());
        labels.put(Labels.INSTANCE, instance);
        labels.put(Labels.POD, pod.value());
        return labels;
    }

    /** It belongs to nobody, whatever its labels claim. */
    private static Map<String, String> labels(Volume.Shared shared) {
        var labels = new LinkedHashMap<>(shared.provision().labels());
        labels.keySet().removeIf(label -> label.startsWith(Labels.PREFIX));
        return labels;
    }
}
