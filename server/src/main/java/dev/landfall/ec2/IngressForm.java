package dev.landfall.ec2;

import dev.landfall.contract.ec2.AuthorizeSecurityGroupIngressRequest;
import dev.landfall.contract.ec2.IpPermission;
import dev.landfall.contract.ec2.RevokeSecurityGroupIngressRequest;
import dev.landfall.contract.ec2.UserIdGroupPair;
import dev.landfall.network.SecurityRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The two forms of an ingress request: a list of permissions, or one rule spread over the request's own members. */
record IngressForm(
        @Nullable String protocol,
        @Nullable Integer fromPort,
        @Nullable Integer toPort,
        @Nullable String cidr,
        @Nullable String sourceGroupName) {

    private static final int MAX_PORT = 65_535;

    static List<SecurityRule> rules(AuthorizeSecurityGroupIngressRequest in, Permissions permissions) {
        return new IngressForm(in.ipProtocol(), in.fromPort(), in.toPort(), in.cidrIp(), in.sourceSecurityGroupName())
                .rules(in.ipPermissionsOrEmpty(), permissions);
    }

    static List<SecurityRule> rules(RevokeSecurityGroupIngressRequest in, Permissions permissions) {
        return new IngressForm(in.ipProtocol(), in.fromPort(), in.toPort(), in.cidrIp(), in.sourceSecurityGroupName())
                .rules(in.ipPermissionsOrEmpty(), permissions);
    }

    private List<SecurityRule> rules(List<IpPermission> listed, Permissions permissions) {
        if (sourceGroupName != null) {
            return permissions.read(everythingFrom(sourceGroupName));
        }
        if (cidr != null || protocol != null) {
            if (!listed.isEmpty()) {
                throw Ec2Faults.combination("The parameter ipPermissions may not be used with cidrIp or ipProtocol");
            }
            return List.of(permissions.read(protocol, fromPort, toPort, Required.of(cidr, "cidrIp")));
        }
        return permissions.read(listed);
    }

    /** By the name of a group, EC2 allows all TCP, UDP and ICMP from it. */
    private static List<IpPermission> everythingFrom(String groupName) {
        var pair = UserIdGroupPair.builder().groupName(groupName).build();
        return Stream.of("tcp", "udp", "icmp")
                .map(name -> IpPermission.builder()
                        .ipProtocol(name)
                        .fromPort(name.equals("icmp") ? -1 : 0)
                        .toPort(name.equals("icmp") ? -1 : MAX_PORT)
                        .userIdGroupPairs(List.of(pair))
                        .build())
                .toList();
    }
}
