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
 * @param logging what becomes of its output
 * @param labels of this container, beside the pod's
 */
public record ContainerSpec(
        String name,
        String engineName,
        Image image,
        ContainerProcess process,
        ContainerResources resources,
        ContainerPrivileges privileges,
        ContainerFiles files,
        ContainerNetwork network,
        ContainerNamespaces namespaces,
        Optional<HealthCheck> healthCheck,
        ContainerLogging logging,
        Map<String, String> labels) {
    public ContainerSpec {
        labels = Map.copyOf(labels);
    }

    /** Tells who it is and not what it is given: variables and log options may be secret. */
    @Override
    public String toString() {
        return "ContainerSpec[" + name + ", " + engineName + ", " + image + "]";
    }

    public static ContainerSpecBuilder builder(String name, String engineName, Image image) {
        return new ContainerSpecBuilder(name, engineName, image);
    }

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
