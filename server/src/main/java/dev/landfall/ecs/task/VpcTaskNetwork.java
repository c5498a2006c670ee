package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.AssignPublicIp;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.PortRange;
import dev.landfall.network.Interfaces;
import dev.landfall.network.Ipv4;
import dev.landfall.network.NetworkFault;
import dev.landfall.network.NetworkInterface;
import dev.landfall.network.PacketFilter;
import dev.landfall.network.PublicAddresses;
import dev.landfall.store.Reader;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Gives tasks elastic network interfaces in their realm's VPC, and public addresses that answer on this host. */
public final class VpcTaskNetwork implements TaskNetwork {
    private final Interfaces interfaces;
    private final PublicAddresses publicAddresses;
    private final BiConsumer<Realm, String> used;
    private final BiConsumer<Realm, String> rules;

    /**
     * @param used is told each subnet that a task starts in; must not block
     * @param rules returns when the rules of an interface's security groups stand, or throws {@link PacketFilter.Failure}
     */
    public VpcTaskNetwork(
            Interfaces interfaces,
            PublicAddresses publicAddresses,
            BiConsumer<Realm, String> used,
            BiConsumer<Realm, String> rules) {
        this.interfaces = interfaces;
        this.publicAddresses = publicAddresses;
        this.used = used;
        this.rules = rules;
    }

    @Override
    public List<Place> places(Reader reader, Realm realm, List<String> subnets, List<String> securityGroups) {
        try {
            interfaces.check(reader, realm, subnets, securityGroups);
        } catch (NetworkFault fault) {
            throw EcsFaults.invalidParameter(refusal(fault));
        }
        var network = interfaces.network(realm);
        return subnets.stream()
                .flatMap(id -> network.subnet(id).stream())
                .map(subnet -> new Place(subnet.id(), subnet.zone().name()))
                .toList();
    }

    @Override
    public String firstZone(Realm realm) {
        return interfaces.network(realm).subnets().getFirst().zone().name();
    }

    @Override
    public TaskInterface attach(Transaction tx, Task task, Instant now) {
        var vpc = task.spec()
                .network()
                .map(NetworkConfiguration::awsvpcConfiguration)
                .orElse(null);
        var attachmentId = task.spec().attachmentId().orElseThrow();
        var request = new Interfaces.Request(
                task.spec().subnetId().orElseThrow(),
                vpc == null ? List.of() : vpc.securityGroupsOrEmpty(),
                vpc != null && vpc.assignPublicIp() == AssignPublicIp.ENABLED,
                task.arn(),
                task.realm().arn("ecs", "attachment/" + attachmentId));
        try {
            var made = interfaces.allocate(tx, task.realm(), request, now);
            tx.afterCommit(() -> used.accept(task.realm(), made.subnetId()));
            return new TaskInterface(
                    attachmentId,
                    made.id(),
                    made.subnetId(),
                    made.privateAddress().toString(),
                    made.macAddress(),
                    made.privateDnsName(),
                    made.publicAddress()
                            .map(NetworkInterface.PublicAddress::address)
                            .map(Ipv4::toString));
        } catch (NetworkFault fault) {
            throw new Unavailable("Unexpected EC2 error while attempting to Create Network Interface"
                    + (request.assignPublicIp() ? " with public IP assignment enabled" : "") + " in subnet '"
                    + request.subnetId() + "': " + fault.reason().message());
        }
    }

    @Override
    public void detach(Transaction tx, Task task) {
        task.network().ifPresent(network -> interfaces.release(tx, task.realm(), network.interfaceId()));
    }

    @Override
    public void guard(Task task) {
        try {
            task.network().ifPresent(network -> rules.accept(task.realm(), network.interfaceId()));
        } catch (PacketFilter.Failure failure) {
            throw new Unavailable(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void publish(Task task, TaskDefinition definition) {
        var network = task.network().orElseThrow();
        try {
            publicAddress(task)
                    .ifPresent(address -> publicAddresses.ensure(
                            address,
                            new PublicAddresses.Target(Ipv4.parse(network.privateAddress()), ports(definition))));
        } catch (PublicAddresses.Failure failure) {
            throw new Unavailable(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void withdraw(Task task) {
        publicAddress(task).ifPresent(publicAddresses::remove);
    }

    private static Optional<Ipv4> publicAddress(Task task) {
        return task.network().flatMap(TaskInterface::publicAddress).map(Ipv4::parse);
    }

    private static Set<PublicAddresses.Port> ports(TaskDefinition definition) {
        var all = new HashSet<PublicAddresses.Port>();
        for (var container : definition.spec().containerDefinitionsOrEmpty()) {
            all.addAll(ports(container));
        }
        return all;
    }

    private static List<PublicAddresses.Port> ports(ContainerDefinition container) {
        return container.portMappingsOrEmpty().stream()
                .flatMap(mapping -> numbers(mapping)
                        .mapToObj(number -> new PublicAddresses.Port(
                                mapping.protocol() == TransportProtocol.UDP
                                        ? PublicAddresses.Protocol.UDP
                                        : PublicAddresses.Protocol.TCP,
                                number)))
                .toList();
    }

    private static IntStream numbers(PortMapping mapping) {
        var ports = mapping.containerPortRange() == null
                ? PortRange.of(mapping.containerPortOr(0))
                : PortRange.parse(mapping.containerPortRange());
        return IntStream.rangeClosed(ports.first(), ports.last());
    }

    private static String refusal(NetworkFault fault) {
        return switch (fault.reason()) {
            case NetworkFault.Reason.SubnetNotFound missing ->
                "Error retrieving subnet information for [" + missing.subnetId() + "]: " + missing.message()
                        + " (ErrorCode: InvalidSubnetID.NotFound)";
            case NetworkFault.Reason.GroupNotFound missing ->
                "Error retrieving security group information for [" + missing.groupId() + "]: " + missing.message()
                        + " (ErrorCode: InvalidGroup.NotFound)";
            case NetworkFault.Reason.GroupInOtherVpc other -> other.message();
            case NetworkFault.Reason.TooManyGroups many -> many.message();
            case NetworkFault.Reason.NoFreeAddress none -> none.message();
            case NetworkFault.Reason.PublicPoolExhausted none -> none.message();
        };
    }
}
