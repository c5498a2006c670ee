package dev.landfall.ec2;

import dev.landfall.contract.ec2.IpPermission;
import dev.landfall.contract.ec2.IpRange;
import dev.landfall.contract.ec2.Ipv6Range;
import dev.landfall.contract.ec2.PrefixListId;
import dev.landfall.contract.ec2.ReferencedSecurityGroup;
import dev.landfall.contract.ec2.RevokedSecurityGroupRule;
import dev.landfall.contract.ec2.SecurityGroupRule;
import dev.landfall.contract.ec2.Tag;
import dev.landfall.contract.ec2.UserIdGroupPair;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityRule;
import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.network.SecurityRule.Peer;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Security group rules as EC2 shows them: one by one, and gathered by protocol and ports. */
final class Rules {
    private Rules() {}

    /** A rule's other end as texts name it. */
    static String peer(SecurityRule rule) {
        return switch (rule.peer()) {
            case Peer.Ipv4Range(var cidr) -> cidr;
            case Peer.Ipv6Range(var cidr) -> cidr;
            case Peer.Group(var account, var groupId) -> groupId;
            case Peer.PrefixList(var id) -> id;
        };
    }

    static SecurityGroupRule shape(Realm realm, SecurityGroup group, SecurityRule rule, List<Tag> tags) {
        var shape = SecurityGroupRule.builder()
                .securityGroupRuleId(rule.id())
                .securityGroupRuleArn(realm.arn("ec2", "security-group-rule/" + rule.id()))
                .groupId(group.id())
                .groupOwnerId(realm.account())
                .isEgress(rule.direction() == Direction.EGRESS)
                .ipProtocol(rule.protocol())
                .fromPort(rule.fromPort())
                .toPort(rule.toPort())
                .description(description(rule))
                .tags(tags);
        switch (rule.peer()) {
            case Peer.Ipv4Range(var cidr) -> shape.cidrIpv4(cidr);
            case Peer.Ipv6Range(var cidr) -> shape.cidrIpv6(cidr);
            case Peer.PrefixList(var id) -> shape.prefixListId(id);
            case Peer.Group(var account, var groupId) ->
                shape.referencedGroupInfo(ReferencedSecurityGroup.builder()
                        .groupId(groupId)
                        .userId(account)
                        .build());
        }
        return shape.build();
    }

    static RevokedSecurityGroupRule revoked(SecurityGroup group, SecurityRule rule) {
        var shape = RevokedSecurityGroupRule.builder()
                .securityGroupRuleId(rule.id())
                .groupId(group.id())
                .isEgress(rule.direction() == Direction.EGRESS)
                .ipProtocol(rule.protocol())
                .fromPort(rule.fromPort())
                .toPort(rule.toPort())
                .description(description(rule));
        switch (rule.peer()) {
            case Peer.Ipv4Range(var cidr) -> shape.cidrIpv4(cidr);
            case Peer.Ipv6Range(var cidr) -> shape.cidrIpv6(cidr);
            case Peer.PrefixList(var id) -> shape.prefixListId(id);
            case Peer.Group(var account, var groupId) -> shape.referencedGroupId(groupId);
        }
        return shape.build();
    }

    /** The rules of one direction, gathered. */
    static List<IpPermission> permissions(List<SecurityRule> rules) {
        record Traffic(String protocol, int fromPort, int toPort) {}
        var gathered = new LinkedHashMap<Traffic, List<SecurityRule>>();
        for (var rule : rules) {
            gathered.computeIfAbsent(
                            new Traffic(rule.protocol(), rule.fromPort(), rule.toPort()), traffic -> new ArrayList<>())
                    .add(rule);
        }
        return gathered.values().stream().map(Rules::permission).toList();
    }

    private static IpPermission permission(List<SecurityRule> alike) {
        var ranges = new ArrayList<IpRange>();
        var ranges6 = new ArrayList<Ipv6Range>();
        var groups = new ArrayList<UserIdGroupPair>();
        var lists = new ArrayList<PrefixListId>();
        for (var rule : alike) {
            var description = description(rule);
            switch (rule.peer()) {
                case Peer.Ipv4Range(var cidr) -> ranges.add(new IpRange(description, cidr));
                case Peer.Ipv6Range(var cidr) -> ranges6.add(new Ipv6Range(description, cidr));
                case Peer.PrefixList(var id) -> lists.add(new PrefixListId(description, id));
                case Peer.Group(var account, var groupId) ->
                    groups.add(UserIdGroupPair.builder()
                            .userId(account)
                            .groupId(groupId)
                            .description(description)
                            .build());
            }
        }
        var first = alike.getFirst();
        var all = first.protocol().equals(Permissions.ALL);
        return IpPermission.builder()
                .ipProtocol(first.protocol())
                .fromPort(all ? null : Integer.valueOf(first.fromPort()))
                .toPort(all ? null : Integer.valueOf(first.toPort()))
                .ipRanges(ranges)
                .ipv6Ranges(ranges6)
                .userIdGroupPairs(groups)
                .prefixListIds(lists)
                .build();
    }

    private static @Nullable String description(SecurityRule rule) {
        return rule.description().orElse(null);
    }
}
