package dev.landfall.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An elastic network interface, attached from its first moment to its last.
 *
 * @param id {@code eni-…}
 * @param attachmentId {@code eni-attach-…}
 * @param zone of its subnet
 * @param macAddress follows from the address, as Docker makes it
 * @param groupIds at least one
 * @param owner whom it was made for, such as a task's ARN
 * @param description as DescribeNetworkInterfaces tells it
 */
public record NetworkInterface(
        String id,
        String attachmentId,
        String vpcId,
        String subnetId,
        Zone zone,
        Ipv4 privateAddress,
        String macAddress,
        List<String> groupIds,
        Optional<PublicAddress> publicAddress,
        String owner,
        String description,
        Instant createdAt) {
    public NetworkInterface {
        groupIds = List.copyOf(groupIds);
    }

    /**
     * A public address that lives as long as the interface.
     *
     * @param pool where it goes back to
     */
    public record PublicAddress(Ipv4 address, Cidr pool) {}

    /** The host name by AWS's rule, also what the containers see: {@code ip-172-31-0-4.ec2.internal}. */
    public String privateDnsName() {
        return privateDnsName(zone.region(), privateAddress);
    }

    static String privateDnsName(String region, Ipv4 address) {
        var domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
        return "ip-" + address.dashed() + "." + domain;
    }

    static String macAddress(Ipv4 address) {
        var bits = address.bits();
        return String.format(
                "02:42:%02x:%02x:%02x:%02x", bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff);
    }
}
