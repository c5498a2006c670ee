package dev.landfall.engine;

import java.util.Map;

/**
 * What the engine does with a container's output.
 *
 * @param driver one that the engine knows by this name, such as {@code json-file} or {@code none}
 * @param options the driver's own
 */
public record ContainerLogging(String driver, Map<String, String> options) {
    /** Kept to be read back, in at most ten files of 10 MB. */
    public static final ContainerLogging KEPT = kept(10);

    public ContainerLogging {
        options = Map.copyOf(options);
    }

    /** Kept to be read back, in so many files of 10 MB. */
    public static ContainerLogging kept(int files) {
        return new ContainerLogging("json-file", Map.of("max-size", "10m", "max-file", String.valueOf(files)));
    }
}
