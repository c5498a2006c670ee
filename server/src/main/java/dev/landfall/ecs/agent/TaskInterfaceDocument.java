package dev.landfall.ecs.agent;

import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskInterface;
import dev.landfall.json.Json;
import dev.landfall.network.Interfaces;
import dev.landfall.network.Subnet;
import dev.landfall.network.TaskEndpoint;
import java.util.List;
import java.util.Optional;

/** The network of a task in its containers' metadata: the agent's Network, brief up to version 3 and full in version 4. */
record TaskInterfaceDocument(Task task, Interfaces interfaces, TaskEndpoint endpoint) {
    /** The resolver that the engine gives every container of its networks. */
    private static final String RESOLVER = "127.0.0.11";

    List<Json> brief() {
        return task.network().stream().map(network -> address(network).json()).toList();
    }

    List<Json> full() {
        return task.network().stream().map(this::full).toList();
    }

    Optional<Subnet> subnet() {
        return task.network()
                .flatMap(network -> interfaces.network(task.realm()).subnet(network.subnetId()));
    }

    private Json full(TaskInterface network) {
        var fields = address(network).number("AttachmentIndex", 0).text("MACAddress", network.macAddress());
        fields.text("IPv4SubnetCIDRBlock", subnet().map(subnet -> subnet.cidr().toString()))
                .texts("DomainNameServers", List.of(RESOLVER))
                .text("PrivateDNSName", network.privateDnsName())
                .text(
                        "SubnetGatewayIpv4Address",
                        subnet().map(subnet ->
                                endpoint.hostAddress() + "/" + subnet.cidr().prefix()));
        return fields.json();
    }

    private static Fields address(TaskInterface network) {
        return new Fields().text("NetworkMode", "awsvpc").texts("IPv4Addresses", List.of(network.privateAddress()));
    }
}
