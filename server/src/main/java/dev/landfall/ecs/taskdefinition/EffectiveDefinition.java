package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.TransportProtocol;
import java.util.List;
import java.util.Objects;

/** A spec with the defaults that ECS fills in, as DescribeTaskDefinition shows it. Computed, never stored. */
final class EffectiveDefinition {
    private EffectiveDefinition() {}

    static NetworkMode networkMode(RegisterTaskDefinitionRequest spec) {
        return spec.networkModeOr(NetworkMode.BRIDGE);
    }

    static List<ContainerDefinition> containers(RegisterTaskDefinitionRequest spec) {
        var mode = networkMode(spec);
        return spec.containerDefinitionsOrEmpty().stream()
                .map(container -> container(container, mode))
                .toList();
    }

    private static ContainerDefinition container(ContainerDefinition given, NetworkMode mode) {
        return given.toBuilder()
                .cpu(given.cpuOr(0))
                .essential(given.essentialOr(true))
                .portMappings(given.portMappingsOrEmpty().stream()
                        .map(port -> port(port, mode))
                        .toList())
                .environment(given.environmentOrEmpty())
                .mountPoints(given.mountPointsOrEmpty())
                .volumesFrom(given.volumesFromOrEmpty())
                .systemControls(given.systemControlsOrEmpty())
                .build();
    }

    private static PortMapping port(PortMapping given, NetworkMode mode) {
        var mirrored = mode == NetworkMode.AWSVPC || mode == NetworkMode.HOST;
        var hostPort =
                mirrored ? given.containerPort() : Objects.requireNonNullElse(given.hostPort(), Integer.valueOf(0));
        return given.toBuilder()
                .hostPort(given.containerPortRange() == null ? hostPort : given.hostPort())
                .protocol(given.protocolOr(TransportProtocol.TCP))
                .build();
    }
}
