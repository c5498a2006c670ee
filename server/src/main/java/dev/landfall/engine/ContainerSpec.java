package dev.landfall.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run in one container of a pod, free of AWS's vocabulary.
 *
 * @param name unique in its pod
 * @param engineName what the engine shows people, such as {@code ecs-web-1-app-90f2…}
 * @param entryPoint empty keeps the image's own
 * @param command empty keeps the image's own
 * @param cpuShares relative weight; 0 is the engine's default
 * @param memoryBytes hard limit; 0 is none
 * @param memoryReservationBytes soft limit; 0 is none
 * @param labels of this container, beside the pod's
 */
public record ContainerSpec(
        String name,
        String engineName,
        Image image,
        Optional<List<String>> entryPoint,
        Optional<List<String>> command,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        int cpuShares,
        long memoryBytes,
        long memoryReservationBytes,
        boolean readonlyRootFilesystem,
        List<Ulimit> ulimits,
        Map<String, String> labels) {
    public ContainerSpec {
        environment = Map.copyOf(environment);
        ulimits = List.copyOf(ulimits);
        labels = Map.copyOf(labels);
    }

    public record Ulimit(String name, long soft, long hard) {}
}
