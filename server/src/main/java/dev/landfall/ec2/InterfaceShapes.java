package dev.landfall.ec2;

import dev.landfall.contract.ec2.AttachmentStatus;
import dev.landfall.contract.ec2.GroupIdentifier;
import dev.landfall.contract.ec2.NetworkInterface;
import dev.landfall.contract.ec2.NetworkInterfaceAssociation;
import dev.landfall.contract.ec2.NetworkInterfaceAttachment;
import dev.landfall.contract.ec2.NetworkInterfacePrivateIpAddress;
import dev.landfall.contract.ec2.NetworkInterfaceStatus;
import dev.landfall.contract.ec2.NetworkInterfaceType;
import dev.landfall.contract.ec2.Tag;
import dev.landfall.network.SecurityGroup;
import dev.landfall.wire.Realm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Network interfaces as EC2 shows them, and the filters on what is shown. */
final class InterfaceShapes {
    /** Whose public addresses they are that come and go with an interface. */
    private static final String ADDRESS_OWNER = "amazon";

    /** On AWS an account of AWS's own, which runs the task. */
    private static final String REQUESTER = "amazon-aws";

    static final Filters<NetworkInterface> FILTERS = new Filters<NetworkInterface>()
            .on("network-interface-id", NetworkInterface::networkInterfaceId)
            .on("vpc-id", NetworkInterface::vpcId)
            .on("subnet-id", NetworkInterface::subnetId)
            .on("availability-zone", NetworkInterface::availabilityZone)
            .on("availability-zone-id", NetworkInterface::availabilityZoneId)
            .on("description", NetworkInterface::description)
            .on("interface-type", NetworkInterface::interfaceType)
            .on("mac-address", NetworkInterface::macAddress)
            .on("owner-id", NetworkInterface::ownerId)
            .on("private-dns-name", NetworkInterface::privateDnsName)
            .on("private-ip-address", NetworkInterface::privateIpAddress)
            .on("requester-id", NetworkInterface::requesterId)
            .on("requester-managed", NetworkInterface::requesterManaged)
            .on("source-dest-check", NetworkInterface::sourceDestCheck)
            .on("status", NetworkInterface::status)
            .onAny("group-id", eni -> eni.groupsOrEmpty().stream().map(GroupIdentifier::groupId))
            .onAny("group-name", eni -> eni.groupsOrEmpty().stream().map(GroupIdentifier::groupName))
            .onAny("addresses.private-ip-address", addresses(NetworkInterfacePrivateIpAddress::privateIpAddress))
            .onAny("addresses.primary", addresses(NetworkInterfacePrivateIpAddress::primary))
            .onAny("addresses.association.public-ip", association(NetworkInterfaceAssociation::publicIp))
            .onAny("addresses.association.owner-id", association(NetworkInterfaceAssociation::ipOwnerId))
            .onAny("association.public-ip", association(NetworkInterfaceAssociation::publicIp))
            .onAny("association.ip-owner-id", association(NetworkInterfaceAssociation::ipOwnerId))
            .onAny("association.public-dns-name", association(NetworkInterfaceAssociation::publicDnsName))
            .onAny("association.allocation-id", association(NetworkInterfaceAssociation::allocationId))
            .onAny("association.association-id", association(NetworkInterfaceAssociation::associationId))
            .onAny("attachment.attachment-id", attachment(NetworkInterfaceAttachment::attachmentId))
            .onAny("attachment.attach-time", attachment(NetworkInterfaceAttachment::attachTime))
            .onAny("attachment.delete-on-termination", attachment(NetworkInterfaceAttachment::deleteOnTermination))
            .onAny("attachment.device-index", attachment(NetworkInterfaceAttachment::deviceIndex))
            .onAny("attachment.instance-owner-id", attachment(NetworkInterfaceAttachment::instanceOwnerId))
            .onAny("attachment.status", attachment(NetworkInterfaceAttachment::status))
            .absent("attachment.instance-id", "ipv6-addresses.ipv6-address", "operator.managed", "operator.principal")
            .tagged(NetworkInterface::tagSetOrEmpty);

    private InterfaceShapes() {}

    private static Function<NetworkInterface, Stream<@Nullable String>> addresses(
            Function<NetworkInterfacePrivateIpAddress, @Nullable Object> member) {
        return eni -> eni.privateIpAddressesOrEmpty().stream().map(member).map(InterfaceShapes::text);
    }

    private static Function<NetworkInterface, Stream<@Nullable String>> association(
            Function<NetworkInterfaceAssociation, @Nullable Object> member) {
        return eni -> Stream.ofNullable(eni.association()).map(member).map(InterfaceShapes::text);
    }

    private static Function<NetworkInterface, Stream<@Nullable String>> attachment(
            Function<NetworkInterfaceAttachment, @Nullable Object> member) {
        return eni -> Stream.ofNullable(eni.attachment()).map(member).map(InterfaceShapes::text);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static Map<String, String> groupNames(List<SecurityGroup> groups) {
        var names = new HashMap<String, String>();
        groups.forEach(group -> names.put(group.id(), group.name()));
        return names;
    }

    static NetworkInterface of(
            dev.landfall.network.NetworkInterface eni, Realm realm, Map<String, String> groupNames, List<Tag> tags) {
        var association = association(eni).orElse(null);
        var address = NetworkInterfacePrivateIpAddress.builder()
                .primary(true)
                .privateIpAddress(eni.privateAddress().toString())
                .privateDnsName(eni.privateDnsName())
                .association(association)
                .build();
        return NetworkInterface.builder()
                .networkInterfaceId(eni.id())
                .vpcId(eni.vpcId())
                .subnetId(eni.subnetId())
                .availabilityZone(eni.zone().name())
                .availabilityZoneId(eni.zone().id())
                .ownerId(realm.account())
                .description(eni.description())
                .interfaceType(NetworkInterfaceType.INTERFACE)
                .status(NetworkInterfaceStatus.IN_USE)
                .requesterId(REQUESTER)
                .requesterManaged(true)
                .sourceDestCheck(true)
                .macAddress(eni.macAddress())
                .privateIpAddress(eni.privateAddress().toString())
                .privateDnsName(eni.privateDnsName())
                .privateIpAddresses(List.of(address))
                .ipv6Addresses(List.of())
                .association(association)
                .attachment(attachment(eni))
                .groups(eni.groupIds().stream().map(id -> group(id, groupNames)).toList())
                .tagSet(tags)
                .build();
    }

    private static GroupIdentifier group(String id, Map<String, String> names) {
        return GroupIdentifier.builder().groupId(id).groupName(names.get(id)).build();
    }

    /** Without allocation and association ids, which only elastic addresses have; without a name, which none answers for. */
    private static Optional<NetworkInterfaceAssociation> association(dev.landfall.network.NetworkInterface eni) {
        return eni.publicAddress()
                .map(associated -> NetworkInterfaceAssociation.builder()
                        .ipOwnerId(ADDRESS_OWNER)
                        .publicIp(associated.address().toString())
                        .build());
    }

    private static NetworkInterfaceAttachment attachment(dev.landfall.network.NetworkInterface eni) {
        return NetworkInterfaceAttachment.builder()
                .attachmentId(eni.attachmentId())
                .attachTime(eni.createdAt())
                .deleteOnTermination(false)
                .deviceIndex(1)
                .networkCardIndex(0)
                .instanceOwnerId(REQUESTER)
                .status(AttachmentStatus.ATTACHED)
                .build();
    }
}
