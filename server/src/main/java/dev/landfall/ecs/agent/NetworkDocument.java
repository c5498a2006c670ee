package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskInterface;
import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.json.Json;
import dev.landfall.network.Interfaces;
import dev.landfall.network.Subnet;
import dev.landfall.network.TaskEndpoint;
import java.util.List;
import java.util.Optional;

/** The network in a container's metadata: the agent's Network, brief up to version 3 and full in version 4. */
record NetworkDocument(Task task, NetworkMode mode, Interfaces interfaces, TaskEndpoint endpoint) {
    /** The resolver that the engine gives every container of its networks. */
    private static final String RESOLVER = "127.0.0.11";

    List<Json> brief(TaskContainer container) {
        return task.network().isPresent()
                ? task.network().stream()
                        .map(network -> address(network).json())
                        .toList()
                : without(container);
    }

    List<Json> full(TaskContainer container) {
        return task.network().isPresent()
                ? task.network().stream().map(this::full).toList()
                : without(container);
    }

    /** Of a task without an interface. On the host's own network the agent tells an address, the empty one. */
    private List<Json> without(TaskContainer container) {
        return mode == NetworkMode.HOST ? List.of(address("host", "").json()) : onTheBridge(container);
    }

    /** Each container has an address. */
    private static List<Json> onTheBridge(TaskContainer container) {
        return container.endpoint().flatMap(ContainerEndpoint::address).stream()
                .map(address -> address("bridge", address).json())
                .toList();
    }

    /** Of an instance's task, the zone's default subnet stands for the instance's. */
    Optional<Subnet> subnet() {
        var all = interfaces.network(task.realm());
        return task.network()
                .flatMap(network -> all.subnet(network.subnetId()))
                .or(() -> all.subnets().stream()
                        .filter(subnet ->
                                subnet.zone().name().equals(task.spec().availabilityZone()))
                        .findFirst());
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
        return address("awsvpc", network.privateAddress());
    }

    private static Fields address(String mode, String address) {
        return new Fields().text("NetworkMode", mode).texts("IPv4Addresses", List.of(address));
    }
}
