package dev.landfall.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What the engine does with a container's output.
 *
 * @param driver one that the engine knows by this name, such as {@code json-file} or {@code none}
 * @param options the driver's own
 * @param socket where another container of the pod takes the output, for a driver that sends it to a socket
 */
public record ContainerLogging(String driver, Map<String, String> options, Optional<Socket> socket) {
    /** How the name of a pod's volume ends that holds a socket. */
    public static final String SOCKET_VOLUME = ".socket";

    /** Kept to be read back, in at most ten files of 10 MB. */
    public static final ContainerLogging KEPT = kept(10);

    public ContainerLogging {
        options = Map.copyOf(options);
    }

    public ContainerLogging(String driver, Map<String, String> options) {
        this(driver, options, Optional.empty());
    }

    /**
     * A socket in a volume of the pod, which is there by the time the container is made.
     *
     * @param option of the driver that takes the socket's place on the host, as {@code unix://…}
     */
    public record Socket(String option, String volume, String file) {}

    /** Kept to be read back, in so many files of 10 MB. */
    public static ContainerLogging kept(int files) {
        return new ContainerLogging("json-file", Map.of("max-size", "10m", "max-file", String.valueOf(files)));
    }
}
