package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.ecs.EcsFaults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What ECS wants of port mappings, of each and of all in a task. */
final class PortRules {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_RANGES = 100;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");

    private PortRules() {}

    /** Ports of a container, one or many. */
    private record Span(TransportProtocol protocol, int first, int last) {
        boolean overlaps(Span other) {
            return protocol == other.protocol && first <= other.last && other.first <= last;
        }
    }

    static void check(RegisterTaskDefinitionRequest spec) {
        var mode = spec.networkModeOr(NetworkMode.BRIDGE);
        var names = new HashSet<String>();
        var hostPorts = new HashSet<Span>();
        var ranges = new ArrayList<Span>();
        for (var container : spec.containerDefinitionsOrEmpty()) {
            var mappings = container.portMappingsOrEmpty();
            if (mode == NetworkMode.NONE && !mappings.isEmpty()) {
                throw EcsFaults.client("Port mappings are not supported when networkMode=none.");
            }
            if (mappings.stream().filter(m -> m.containerPortRange() != null).count() > MAX_RANGES) {
                throw wrong("containerPortRange", container, " It can have at most " + MAX_RANGES + " port ranges.");
            }
            for (var mapping : mappings) {
                shape(container, mapping);
                mirrored(mode, mapping);
                name(container, mapping, names);
                hostPort(mode, mapping, hostPorts);
            }
            containerPorts(container, mode == NetworkMode.BRIDGE ? new ArrayList<>() : ranges);
        }
    }

    private static void shape(ContainerDefinition container, PortMapping mapping) {
        if (mapping.containerPortRange() != null) {
            if (mapping.containerPort() != null || mapping.hostPort() != null) {
                throw EcsFaults.client("Invalid port mapping for container '" + container.nameOr("")
                        + "': cannot specify both single port and port range.");
            }
            if (range(mapping).isEmpty()) {
                throw wrong("containerPortRange", container, "");
            }
            return;
        }
        if (mapping.containerPortOr(0) < 1 || mapping.containerPortOr(0) > MAX_PORT) {
            throw wrong("containerPort", container, "");
        }
        if (mapping.hostPortOr(0) < 0 || mapping.hostPortOr(0) > MAX_PORT) {
            throw wrong("hostPort", container, "");
        }
    }

    private static void mirrored(NetworkMode mode, PortMapping mapping) {
        if (mode == NetworkMode.HOST && mapping.containerPortRange() != null) {
            throw EcsFaults.client("'containerPortRange' is not supported when networkMode=host.");
        }
        var mirrors = mode == NetworkMode.AWSVPC || mode == NetworkMode.HOST;
        if (mirrors && mapping.hostPort() != null && !mapping.hostPort().equals(mapping.containerPort())) {
            throw EcsFaults.client("When networkMode=" + mode.value()
                    + ", the host ports and container ports in port mappings must match.");
        }
    }

    private static void name(ContainerDefinition container, PortMapping mapping, Set<String> names) {
        if (mapping.name() == null) {
            return;
        }
        if (!NAME.matcher(mapping.name()).matches()) {
            throw wrong(
                    "name",
                    container,
                    " A port mapping's name can have up to 64 lowercase letters, numbers, underscores and hyphens, and"
                            + " cannot start with a hyphen.");
        }
        if (!names.add(mapping.name())) {
            throw EcsFaults.client("The port mapping name is already used: '" + mapping.name() + "'.");
        }
    }

    /** A port of the host belongs to one mapping of the task; 0 leaves the choice to the agent. */
    private static void hostPort(NetworkMode mode, PortMapping mapping, Set<Span> taken) {
        var mirrors = mode == NetworkMode.AWSVPC || mode == NetworkMode.HOST;
        var port = mirrors ? mapping.containerPortOr(0) : mapping.hostPortOr(0);
        if (port != 0 && !taken.add(new Span(protocol(mapping), port, port))) {
            throw EcsFaults.client(protocol(mapping).value().toUpperCase(java.util.Locale.ROOT) + " host port '" + port
                    + "' is mapped multiple times in task.");
        }
    }

    /** @param taken by ranges before, of this container or of any that shares its network */
    private static void containerPorts(ContainerDefinition container, List<Span> taken) {
        for (var mapping : container.portMappingsOrEmpty()) {
            var span = mapping.containerPortRange() == null
                    ? new Span(protocol(mapping), mapping.containerPortOr(0), mapping.containerPortOr(0))
                    : range(mapping).orElseThrow();
            var ranged = mapping.containerPortRange() != null;
            if (taken.stream().anyMatch(other -> other.overlaps(span) && (ranged || other.first() != other.last()))) {
                throw EcsFaults.client(protocol(mapping).value().toUpperCase(java.util.Locale.ROOT)
                        + " container port '" + span.first() + (ranged ? "-" + span.last() : "")
                        + "' is used multiple times in task.");
            }
            taken.add(span);
        }
    }

    private static Optional<Span> range(PortMapping mapping) {
        var matcher = RANGE.matcher(mapping.containerPortRangeOr(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var span = new Span(protocol(mapping), Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return span.first() >= 1 && span.first() < span.last() && span.last() <= MAX_PORT
                ? Optional.of(span)
                : Optional.empty();
    }

    private static TransportProtocol protocol(PortMapping mapping) {
        return mapping.protocolOr(TransportProtocol.TCP);
    }

    private static RuntimeException wrong(String member, ContainerDefinition container, String why) {
        return EcsFaults.client("Invalid '" + member + "' setting for container '" + container.nameOr("") + "'." + why);
    }
}
