package dev.landfall.ec2;

import dev.landfall.contract.ec2.IpPermission;
import dev.landfall.contract.ec2.IpRange;
import dev.landfall.contract.ec2.Ipv6Range;
import dev.landfall.contract.ec2.PrefixListId;
import dev.landfall.contract.ec2.SecurityGroup;
import dev.landfall.contract.ec2.UserIdGroupPair;
import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Security groups as EC2 shows them, and the filters on what is shown. */
final class GroupShapes {
    static final Filters<SecurityGroup> FILTERS = filters();

    private GroupShapes() {}

    private static Filters<SecurityGroup> filters() {
        var filters = new Filters<SecurityGroup>()
                .on("group-id", SecurityGroup::groupId)
                .on("group-name", SecurityGroup::groupName)
                .on("description", SecurityGroup::description)
                .on("owner-id", SecurityGroup::ownerId)
                .on("vpc-id", SecurityGroup::vpcId)
                .tagged(SecurityGroup::tagsOrEmpty);
        permissions(filters, "ip-permission.", SecurityGroup::ipPermissionsOrEmpty);
        permissions(filters, "egress.ip-permission.", SecurityGroup::ipPermissionsEgressOrEmpty);
        return filters;
    }

    private static void permissions(
            Filters<SecurityGroup> filters, String prefix, Function<SecurityGroup, List<IpPermission>> of) {
        filters.onAny(prefix + "protocol", each(of, one -> Stream.of(one.ipProtocol())))
                .onAny(prefix + "from-port", each(of, one -> Stream.of(text(one.fromPort()))))
                .onAny(prefix + "to-port", each(of, one -> Stream.of(text(one.toPort()))))
                .onAny(
                        prefix + "cidr",
                        each(of, one -> one.ipRangesOrEmpty().stream().map(IpRange::cidrIp)))
                .onAny(
                        prefix + "ipv6-cidr",
                        each(of, one -> one.ipv6RangesOrEmpty().stream().map(Ipv6Range::cidrIpv6)))
                .onAny(prefix + "group-id", each(of, one -> pairs(one, UserIdGroupPair::groupId)))
                .onAny(prefix + "group-name", each(of, one -> pairs(one, UserIdGroupPair::groupName)))
                .onAny(prefix + "user-id", each(of, one -> pairs(one, UserIdGroupPair::userId)))
                .onAny(
                        prefix + "prefix-list-id",
                        each(of, one -> one.prefixListIdsOrEmpty().stream().map(PrefixListId::prefixListId)));
    }

    private static Function<SecurityGroup, Stream<@Nullable String>> each(
            Function<SecurityGroup, List<IpPermission>> of, Function<IpPermission, Stream<@Nullable String>> member) {
        return group -> of.apply(group).stream().flatMap(member);
    }

    private static Stream<@Nullable String> pairs(
            IpPermission permission, Function<UserIdGroupPair, @Nullable String> member) {
        return permission.userIdGroupPairsOrEmpty().stream().map(member);
    }

    private static @Nullable String text(@Nullable Integer port) {
        return port == null ? null : Objects.toString(port);
    }

    static SecurityGroup of(Reader reader, Realm realm, dev.landfall.network.SecurityGroup group) {
        return SecurityGroup.builder()
                .groupId(group.id())
                .groupName(group.name())
                .description(group.description())
                .vpcId(group.vpcId())
                .ownerId(realm.account())
                .securityGroupArn(arn(realm, group.id()))
                .ipPermissions(Rules.permissions(group.rules(Direction.INGRESS)))
                .ipPermissionsEgress(Rules.permissions(group.rules(Direction.EGRESS)))
                .tags(Tags.of(reader, realm, group.id()))
                .build();
    }

    static String arn(Realm realm, String groupId) {
        return realm.arn("ec2", "security-group/" + groupId);
    }
}
