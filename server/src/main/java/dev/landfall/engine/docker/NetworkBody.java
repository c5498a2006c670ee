package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerEndpoint.Binding;
import dev.landfall.engine.ContainerNetwork;
import dev.landfall.engine.PublishedPort.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The network of a container in the request that creates it.
 *
 * @param mode Docker's: a network's name, {@code container:…}, {@code host} or {@code none}
 * @param kind of its pod's network, as the label tells it; empty where the containers share a sandbox
 * @param bindings to ask for; the first port 0 of the host lets Docker choose
 */
record NetworkBody(
        String mode, String kind, ContainerNetwork wanted, List<Binding> bindings, List<LinkedContainer> links) {
    /** In a sandbox, which has all that there is. */
    static NetworkBody joining(String sandboxId) {
        return new NetworkBody("container:" + sandboxId, "", ContainerNetwork.OF_POD, List.of(), List.of());
    }

    /** What the container finds in its environment of those that it is linked to. */
    Map<String, String> environment(String containerName) {
        var all = new LinkedHashMap<String, String>();
        links.forEach(link -> all.putAll(link.environment(containerName)));
        return all;
    }

    Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        if (!kind.isEmpty()) {
            labels.put(Labels.NETWORK, kind);
        }
        var ranges = bindings.stream()
                .filter(binding -> !binding.container().isSingle())
                .map(binding -> binding.container() + "/" + name(binding.protocol()))
                .collect(Collectors.joining(","));
        if (!ranges.isEmpty()) {
            labels.put(Labels.PORT_RANGES, ranges);
        }
        return labels;
    }

    void addTo(Map<String, Object> body, Map<String, Object> host) {
        host.put("NetworkMode", mode);
        wanted.hostname().ifPresent(name -> body.put("Hostname", name));
        if (wanted.disabled()) {
            body.put("NetworkDisabled", true);
        }
        if (!bindings.isEmpty()) {
            var ports = ports();
            body.put("ExposedPorts", ports.keySet().stream().collect(Collectors.toMap(port -> port, _ -> Map.of())));
            host.put("PortBindings", ports);
        }
        if (!links.isEmpty()) {
            var named =
                    links.stream().map(link -> link.name() + ":" + link.alias()).toList();
            body.put("NetworkingConfig", Map.of("EndpointsConfig", Map.of(mode, Map.of("Links", named))));
        }
        host.put(
                "ExtraHosts",
                wanted.extraHosts().stream()
                        .map(entry -> entry.hostname() + ":" + entry.address())
                        .toList());
        host.put("Dns", wanted.dnsServers());
        host.put("DnsSearch", wanted.dnsSearchDomains());
    }

    private Map<String, List<Map<String, String>>> ports() {
        var ports = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var binding : bindings) {
            for (var n = 0; n < binding.container().size(); n++) {
                var host = binding.host().first() == 0
                        ? ""
                        : Integer.toString(binding.host().first() + n);
                ports.computeIfAbsent(
                                binding.container().first() + n + "/" + name(binding.protocol()),
                                _ -> new java.util.ArrayList<>())
                        .add(Map.of("HostIp", binding.address(), "HostPort", host));
            }
        }
        return ports;
    }

    private static String name(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
