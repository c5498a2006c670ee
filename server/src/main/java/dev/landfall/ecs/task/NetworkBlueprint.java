package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.engine.ContainerNetwork;
import dev.landfall.engine.ContainerNetwork.HostEntry;
import dev.landfall.engine.ContainerNetwork.Link;
import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort;
import dev.landfall.engine.PublishedPort.Protocol;
import java.util.List;
import java.util.Optional;

/** Draws what a container asks of its network, as far as the network mode of its definition has it. */
final class NetworkBlueprint {
    private NetworkBlueprint() {}

    /** In mode awsvpc AWS accepts none of these parameters, and in all but bridge ports are where containers listen. */
    static ContainerNetwork of(NetworkMode mode, ContainerDefinition definition) {
        return switch (mode) {
            case AWSVPC -> ContainerNetwork.OF_POD;
            case BRIDGE -> own(definition).publishing(ports(definition)).linking(links(definition));
            case HOST, NONE -> own(definition);
        };
    }

    private static ContainerNetwork own(ContainerDefinition definition) {
        return new ContainerNetwork(
                definition.disableNetworkingOr(false),
                Optional.ofNullable(definition.hostname()),
                List.of(),
                List.of(),
                definition.extraHostsOrEmpty().stream()
                        .map(entry -> new HostEntry(entry.hostnameOr(""), entry.ipAddressOr("")))
                        .toList(),
                definition.dnsServersOrEmpty(),
                definition.dnsSearchDomainsOrEmpty());
    }

    private static List<PublishedPort> ports(ContainerDefinition definition) {
        return definition.portMappingsOrEmpty().stream()
                .map(NetworkBlueprint::port)
                .toList();
    }

    private static PublishedPort port(PortMapping mapping) {
        var container = mapping.containerPortRange() == null
                ? PortRange.of(mapping.containerPortOr(0))
                : PortRange.parse(mapping.containerPortRange());
        var host = Optional.of(mapping.hostPortOr(0)).filter(port -> port > 0);
        var protocol = mapping.protocol() == TransportProtocol.UDP ? Protocol.UDP : Protocol.TCP;
        return new PublishedPort(container, host, protocol);
    }

    /** {@code name:alias}, or a name alone. */
    private static List<Link> links(ContainerDefinition definition) {
        return definition.linksOrEmpty().stream()
                .map(link -> {
                    var colon = link.indexOf(':');
                    return colon < 0
                            ? new Link(link, link)
                            : new Link(link.substring(0, colon), link.substring(colon + 1));
                })
                .toList();
    }
}
