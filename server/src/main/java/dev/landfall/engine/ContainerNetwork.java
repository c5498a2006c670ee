package dev.landfall.engine;

import java.util.List;
import java.util.Optional;

/**
 * What one container asks of its network. A container that shares its pod's {@link Sandbox.Interface} can ask for nothing
 * of its own; ports and links are for {@link Sandbox.Bridge}.
 *
 * @param disabled whether it gets a loopback device and nothing else, whatever its pod has
 * @param hostname empty leaves it to the engine
 * @param ports published on the host
 * @param links to other containers of the pod, by names that only this one knows
 * @param extraHosts names that it resolves without asking anybody
 * @param dnsServers empty leaves them to the engine
 * @param dnsSearchDomains empty leaves them to the engine
 */
public record ContainerNetwork(
        boolean disabled,
        Optional<String> hostname,
        List<PublishedPort> ports,
        List<Link> links,
        List<HostEntry> extraHosts,
        List<String> dnsServers,
        List<String> dnsSearchDomains) {
    /** Whatever its pod has. */
    public static final ContainerNetwork OF_POD =
            new ContainerNetwork(false, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());

    public ContainerNetwork {
        ports = List.copyOf(ports);
        links = List.copyOf(links);
        extraHosts = List.copyOf(extraHosts);
        dnsServers = List.copyOf(dnsServers);
        dnsSearchDomains = List.copyOf(dnsSearchDomains);
    }

    public ContainerNetwork publishing(List<PublishedPort> published) {
        return new ContainerNetwork(disabled, hostname, published, links, extraHosts, dnsServers, dnsSearchDomains);
    }

    public ContainerNetwork linking(List<Link> linked) {
        return new ContainerNetwork(disabled, hostname, ports, linked, extraHosts, dnsServers, dnsSearchDomains);
    }

    /** Another container of the pod, started first and then known by an alias. */
    public record Link(String container, String alias) {}

    public record HostEntry(String hostname, String address) {}
}
