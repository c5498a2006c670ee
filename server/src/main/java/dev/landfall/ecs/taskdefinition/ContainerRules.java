package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.HealthCheck;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.EcsFaults;
import java.util.Set;

/** What ECS wants of one container definition. */
final class ContainerRules {
    private static final int MAX_IMAGE_LENGTH = 255;
    private static final int MAX_PORT = 65_535;
    private static final int MIN_MEMORY_MIB = 6;

    private ContainerRules() {}

    static void check(
            RegisterTaskDefinitionRequest spec, ContainerDefinition container, Set<String> names, Set<String> volumes) {
        var name = container.nameOr("");
        image(container);
        memory(container);
        container.portMappingsOrEmpty().forEach(port -> port(spec, port));
        for (var mount : container.mountPointsOrEmpty()) {
            if (!volumes.contains(mount.sourceVolumeOr(""))) {
                throw EcsFaults.client("Unknown volume '" + mount.sourceVolumeOr("") + "'.");
            }
        }
        for (var from : container.volumesFromOrEmpty()) {
            if (!names.contains(from.sourceContainerOr("")) || name.equals(from.sourceContainer())) {
                throw EcsFaults.client(
                        "Invalid volumesFrom: unknown source container '" + from.sourceContainerOr("") + "'.");
            }
        }
        if (!container.linksOrEmpty().isEmpty() && spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.AWSVPC) {
            throw EcsFaults.client("Links are not supported when networkMode=awsvpc.");
        }
        if (container.hostname() != null && spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.AWSVPC) {
            throw EcsFaults.client("Hostname is not supported on container when networkMode=awsvpc.");
        }
        ConfigurationRules.check(spec, container);
        if (container.logConfiguration() != null) {
            LogRules.check(container.logConfiguration());
        }
        if (container.healthCheck() != null) {
            health(container.healthCheck());
        }
    }

    private static void image(ContainerDefinition container) {
        var image = container.imageOr("");
        if (image.isBlank()) {
            throw EcsFaults.client("Container.image should not be null or empty.");
        }
        if (image.length() > MAX_IMAGE_LENGTH) {
            throw EcsFaults.client("Container.image should not be longer than " + MAX_IMAGE_LENGTH + " characters.");
        }
    }

    private static void memory(ContainerDefinition container) {
        var hard = container.memory();
        var soft = container.memoryReservation();
        if (hard != null && hard < MIN_MEMORY_MIB || soft != null && soft < MIN_MEMORY_MIB) {
            throw EcsFaults.client("Invalid setting for container '" + container.nameOr("")
                    + "'. 'memory' and 'memoryReservation' must be at least " + MIN_MEMORY_MIB + ".");
        }
        if (hard != null && soft != null && soft > hard) {
            throw EcsFaults.client("Invalid setting for container '" + container.nameOr("")
                    + "'. 'memory' must be greater than 'memoryReservation'.");
        }
        if (container.cpuOr(0) < 0) {
            throw EcsFaults.client(
                    "Invalid setting for container '" + container.nameOr("") + "'. 'cpu' cannot be negative.");
        }
    }

    private static void port(RegisterTaskDefinitionRequest spec, PortMapping port) {
        if (port.containerPortRange() != null) {
            return;
        }
        var inside = port.containerPortOr(0);
        if (inside < 1 || inside > MAX_PORT) {
            throw EcsFaults.client("Invalid 'containerPort' setting for container. It must be between 1 and 65535.");
        }
        var outside = port.hostPort();
        if (outside != null && (outside < 0 || outside > MAX_PORT)) {
            throw EcsFaults.client("Invalid 'hostPort' setting for container. It must be between 0 and 65535.");
        }
        if (DefinitionRules.mirrorsPorts(spec) && outside != null && outside.intValue() != inside) {
            throw EcsFaults.client(
                    "When networkMode=" + spec.networkModeOr(NetworkMode.BRIDGE).value()
                            + ", the host ports and container ports in port mappings must match.");
        }
    }

    private static void health(HealthCheck check) {
        var command = check.commandOrEmpty();
        if (command.isEmpty() || !Set.of("CMD", "CMD-SHELL", "NONE").contains(command.getFirst())) {
            throw EcsFaults.client("Health check command must begin with CMD or CMD-SHELL.");
        }
        between("interval", check.intervalOr(30), 5, 300);
        between("timeout", check.timeoutOr(5), 2, 60);
        between("retries", check.retriesOr(3), 1, 10);
        between("startPeriod", check.startPeriodOr(0), 0, 300);
    }

    private static void between(String member, int value, int least, int most) {
        if (value < least || value > most) {
            throw EcsFaults.client("Health check " + member + " must be between " + least + " and " + most + ".");
        }
    }
}
