package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Secret;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.engine.ContainerFiles.Mount;
import dev.landfall.engine.ContainerFiles.Provision;
import dev.landfall.engine.ContainerFiles.Volume;
import dev.landfall.engine.ContainerLogging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * FireLens: containers that log to {@code awsfirelens} hand their lines over a socket to the log router among the task's
 * containers. What the agent arranges for it: the socket in a volume of the task's own, the router's configuration, the
 * order in which they start, and variables. Pure.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html">the guide</a>
 */
final class FireLens {
    /** No volume of a task definition can have a dot in its name. */
    private static final String SOCKET_VOLUME = "firelens" + ContainerLogging.SOCKET_VOLUME;

    /** In memory, and open to whichever user the router runs as. */
    private static final Provision SOCKET_PROVISION =
            new Provision("local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "mode=1777,size=1m"), Map.of());

    /** Begins with what the image has in that folder. */
    private static final String CONFIGURATION_VOLUME = "firelens.configuration";

    private static final String SOCKET_FOLDER = "/var/run";
    private static final String SOCKET = "fluent.sock";
    private static final String PORT = "24224";

    private FireLens() {}

    static boolean isRouter(ContainerDefinition definition) {
        return definition.firelensConfiguration() != null;
    }

    static boolean isRouted(ContainerDefinition definition) {
        var log = definition.logConfiguration();
        return log != null && log.logDriver() == LogDriver.AWSFIRELENS;
    }

    /** All whose lines go to the router. */
    static List<ContainerDefinition> routed(RegisterTaskDefinitionRequest spec) {
        return spec.containerDefinitionsOrEmpty().stream()
                .filter(FireLens::isRouted)
                .toList();
    }

    /** Whom a container's lines go to. */
    static Optional<ContainerDefinition> routerOf(RegisterTaskDefinitionRequest spec, ContainerDefinition definition) {
        return isRouted(definition)
                ? spec.containerDefinitionsOrEmpty().stream()
                        .filter(FireLens::isRouter)
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Where the router opens its socket, and where it finds its configuration if its own root may not be written to and the
     * definition mounts nothing there.
     */
    static List<Mount> mounts(ContainerDefinition router) {
        var socket = new Mount(new Volume.OfPod(SOCKET_VOLUME, SOCKET_PROVISION), SOCKET_FOLDER, false);
        var folder = FireLensConfiguration.folder(router);
        var taken = router.mountPointsOrEmpty().stream()
                .anyMatch(point ->
                        (folder + "/").startsWith(point.containerPathOr("").replaceFirst("/*$", "/")));
        var configuration = new Mount(new Volume.OfPod(CONFIGURATION_VOLUME), folder, false);
        return router.readonlyRootFilesystemOr(false) && !taken ? List.of(socket, configuration) : List.of(socket);
    }

    static String socketPath() {
        return SOCKET_FOLDER + "/" + SOCKET;
    }

    /** The tag that a container's lines bear. */
    private static String tag(Task task, ContainerDefinition definition) {
        return tagPrefix(definition) + "-" + task.id();
    }

    /** How tags of a container's lines begin, also of those that its programs send to the router themselves. */
    static String tagPrefix(ContainerDefinition definition) {
        return definition.nameOr("") + "-firelens";
    }

    /** Whether the router also listens on the network: with {@code host} it would on the instance's. */
    static boolean listens(RegisterTaskDefinitionRequest spec) {
        return switch (spec.networkModeOr(NetworkMode.BRIDGE)) {
            case AWSVPC, BRIDGE -> true;
            case HOST, NONE -> false;
        };
    }

    /** How the engine hands a container's lines over. */
    static ContainerLogging output(Task task, ContainerDefinition definition) {
        var options = new LinkedHashMap<String, String>();
        options.put("tag", tag(task, definition));
        options.put("fluentd-async", "true"); // the router may be slow to open its socket, or start again
        options.put("fluentd-sub-second-precision", "true");
        var limit = definition.logConfiguration() == null
                ? null
                : definition.logConfiguration().optionsOrEmpty().get(FireLensConfiguration.BUFFER_LIMIT);
        if (limit != null) {
            options.put("fluentd-buffer-limit", limit);
        }
        var socket = new ContainerLogging.Socket("fluentd-address", SOCKET_VOLUME, SOCKET);
        return new ContainerLogging("fluentd", options, Optional.of(socket));
    }

    /** For programs that talk to the router themselves. */
    static Map<String, String> variables(
            Task task, RegisterTaskDefinitionRequest spec, ContainerDefinition definition) {
        return routerOf(spec, definition)
                .filter(_ -> listens(spec))
                .map(router -> Map.of("FLUENT_HOST", host(task, spec, router), "FLUENT_PORT", PORT))
                .orElse(Map.of());
    }

    /** On a bridge each container has an address of its own, and is found by the name it has in the engine. */
    private static String host(Task task, RegisterTaskDefinitionRequest spec, ContainerDefinition router) {
        return spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.BRIDGE
                ? task.engineName(task.container(router.nameOr("")))
                : "127.0.0.1";
    }

    /** What a container is given: the router also gets the secret options of those whose lines it takes. */
    static ContainerConfiguration given(
            RegisterTaskDefinitionRequest spec, ContainerDefinition definition, TaskConfiguration configuration) {
        var own = configuration.of(definition.nameOr(""));
        if (!isRouter(definition)) {
            return own;
        }
        var secrets = new LinkedHashMap<>(own.secrets());
        for (var from : routed(spec)) {
            configuration
                    .of(from.nameOr(""))
                    .logOptions()
                    .forEach((option, value) -> secrets.put(secretVariable(option, from), value));
        }
        return own.with(secrets);
    }

    /** The variable of the router that holds a secret option of a container. */
    static String secretVariable(String option, ContainerDefinition of) {
        return option + "_" + of.nameOr("");
    }

    static List<String> secretOptions(ContainerDefinition definition) {
        return definition.logConfiguration() == null
                ? List.of()
                : definition.logConfiguration().secretOptionsOrEmpty().stream()
                        .map(Secret::name)
                        .toList();
    }
}
