package dev.landfall.engine.docker;

import java.util.List;
import java.util.Map;

/** The labels by which an instance finds its own again. One that is empty says nothing, as if it were not there. */
final class Labels {
    static final String PREFIX = "dev.landfall.";
    static final String INSTANCE = "dev.landfall.instance";
    static final String POD = "dev.landfall.pod";
    static final String CONTAINER = "dev.landfall.container";
    static final String GENERATION = "dev.landfall.generation";
    /** The address of the sandbox: on it, and on the containers in it. */
    static final String SANDBOX = "dev.landfall.sandbox";

    /** Of a container whose pod has no sandbox: {@code bridge}, {@code host} or {@code none}. */
    static final String NETWORK = "dev.landfall.network";

    /** Ranges of ports that it publishes, to tell them as such: {@code 8000-8010/tcp,…}. */
    static final String PORT_RANGES = "dev.landfall.port-ranges";

    static final String HOSTNAME = "dev.landfall.hostname";
    static final String IMAGE_DIGEST = "dev.landfall.image-digest";

    /** On a container that lends its namespaces to those of its pod, and does nothing else. */
    static final String NAMESPACES = "dev.landfall.namespaces";

    /** On a container that has limits which it would do without. */
    static final String PREFERRED_ULIMITS = "dev.landfall.preferred-ulimits";

    static final List<String> ALL = List.of(
            INSTANCE,
            POD,
            CONTAINER,
            GENERATION,
            SANDBOX,
            NETWORK,
            PORT_RANGES,
            HOSTNAME,
            IMAGE_DIGEST,
            NAMESPACES,
            PREFERRED_ULIMITS);

    private Labels() {}

    /** The {@code filters} parameter for things with all these labels, each {@code name} or {@code name=value}. */
    static String filter(String... labels) {
        return filter(Map.of("label", List.of(labels)));
    }

    static String filter(Map<String, List<String>> filters) {
        return new String(Json.write(filters), java.nio.charset.StandardCharsets.UTF_8);
    }
}
