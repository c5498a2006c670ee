package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.configuration.ObjectPlace;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A log router and those who log through it come together. */
final class FirelensRules {
    private static final Set<String> OPTIONS =
            Set.of("enable-ecs-log-metadata", "config-file-type", "config-file-value");

    private FirelensRules() {}

    static void check(List<ContainerDefinition> containers) {
        var routers = containers.stream()
                .filter(container -> container.firelensConfiguration() != null)
                .toList();
        var logs = containers.stream().anyMatch(FirelensRules::usesRouter);
        if (logs && routers.isEmpty()) {
            throw EcsFaults.client("When awsfirelens log driver is specified in log configuration, a firelens"
                    + " configuration object must be configured in one of the containers.");
        }
        if (!logs && !routers.isEmpty()) {
            throw EcsFaults.client("When a firelensConfiguration object is specified, at least one container has to be"
                    + " configured with the awsfirelens log driver.");
        }
        if (routers.size() > 1) {
            throw EcsFaults.client("Only one container can have a firelensConfiguration object.");
        }
        for (var router : routers) {
            if (usesRouter(router)) {
                throw EcsFaults.client("The container with the firelensConfiguration object cannot use the awsfirelens"
                        + " log driver itself: '" + router.nameOr("") + "'.");
            }
            options(router);
        }
    }

    private static boolean usesRouter(ContainerDefinition container) {
        return container.logConfiguration() != null
                && container.logConfiguration().logDriver() == LogDriver.AWSFIRELENS;
    }

    private static void options(ContainerDefinition router) {
        var configuration = router.firelensConfiguration();
        var container = router.nameOr("");
        Map<String, String> given = configuration == null ? Map.of() : configuration.optionsOrEmpty();
        for (var name : given.keySet()) {
            if (!OPTIONS.contains(name)) {
                throw wrong(container, "Unknown option '" + name + "'.");
            }
        }
        if (!Set.of("true", "false").contains(given.getOrDefault("enable-ecs-log-metadata", "true"))) {
            throw wrong(container, "'enable-ecs-log-metadata' must be true or false.");
        }
        if (!Set.of("s3", "file").contains(given.getOrDefault("config-file-type", "file"))) {
            throw wrong(container, "'config-file-type' must be s3 or file.");
        }
        if (given.containsKey("config-file-type") != given.containsKey("config-file-value")) {
            throw wrong(container, "'config-file-type' and 'config-file-value' must be specified together.");
        }
        if ("s3".equals(given.get("config-file-type"))
                && ObjectPlace.of(given.getOrDefault("config-file-value", "")).isEmpty()) {
            throw EcsFaults.client("Invalid arn syntax.");
        }
    }

    private static RuntimeException wrong(String container, String why) {
        return EcsFaults.client("Invalid 'firelensConfiguration' setting for container '" + container + "'. " + why);
    }
}
