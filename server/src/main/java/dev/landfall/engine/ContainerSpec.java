package dev.landfall.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run in one container of a pod, free of AWS's vocabulary. Made with {@link #builder}, so that a field more does
 * not trouble those who do not know it.
 *
 * @param name unique in its pod
 * @param engineName what the engine shows people, such as {@code ecs-web-1-app-90f2…}
 * @param entryPoint empty keeps the image's own
 * @param command empty keeps the image's own
 * @param cpuShares relative weight; 0 is the engine's default
 * @param memoryBytes hard limit; 0 is none
 * @param memoryReservationBytes soft limit; 0 is none
 * @param pseudoTerminal whether its output is a terminal's
 * @param initProcess whether a small init runs as its first process, to reap orphans and pass signals on
 * @param mounts of volumes that the pod's containers share and that go when the pod goes
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
        boolean pseudoTerminal,
        boolean initProcess,
        List<Ulimit> ulimits,
        List<Mount> mounts,
        Optional<HealthCheck> healthCheck,
        Map<String, String> labels) {
    public ContainerSpec {
        environment = Map.copyOf(environment);
        ulimits = List.copyOf(ulimits);
        mounts = List.copyOf(mounts);
        labels = Map.copyOf(labels);
    }

    public static ContainerSpecBuilder builder(String name, String engineName, Image image) {
        return new ContainerSpecBuilder(name, engineName, image);
    }

    public record Ulimit(String name, long soft, long hard) {}

    /** A volume of the pod, by its name there, at a path in the container. */
    public record Mount(String volume, String path, boolean readOnly) {}

    /**
     * A command run in the container again and again, healthy when it exits with 0.
     *
     * @param command {@code CMD} and arguments, or {@code CMD-SHELL} and one line
     * @param retries failures in a row that make it unhealthy
     * @param startPeriod during which failures do not count
     */
    public record HealthCheck(
            List<String> command, Duration interval, Duration timeout, int retries, Duration startPeriod) {
        public HealthCheck {
            command = List.copyOf(command);
        }
    }
}
