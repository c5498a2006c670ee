package dev.landfall.ec2;

import dev.landfall.contract.ec2.IpPermission;
import dev.landfall.contract.ec2.SecurityGroupRuleRequest;
import dev.landfall.contract.ec2.UserIdGroupPair;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityGroups;
import dev.landfall.network.SecurityRule;
import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.network.SecurityRule.Peer;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rules that a request describes, each still without an id. */
final class Permissions {
    static final String ALL = "-1";

    private static final String NO_ID = "";
    private static final Pattern DESCRIPTION = Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}");

    private final Reader reader;
    private final Realm realm;
    private final SecurityGroups groups;
    private final SecurityGroup group;
    private final Direction direction;

    /** @param group whose rules they are: others are named by their place in the same VPC */
    Permissions(Reader reader, Realm realm, SecurityGroups groups, SecurityGroup group, Direction direction) {
        this.reader = reader;
        this.realm = realm;
        this.groups = groups;
        this.group = group;
        this.direction = direction;
    }

    List<SecurityRule> read(List<IpPermission> permissions) {
        return permissions.stream().flatMap(one -> read(one).stream()).toList();
    }

    private List<SecurityRule> read(IpPermission permission) {
        var traffic = Traffic.of(permission.ipProtocol(), permission.fromPort(), permission.toPort());
        var rules = new ArrayList<SecurityRule>();
        for (var range : permission.ipRangesOrEmpty()) {
            rules.add(rule(traffic, CidrText.ipv4(range.cidrIpOr("")), range.description()));
        }
        for (var range : permission.ipv6RangesOrEmpty()) {
            rules.add(rule(traffic, CidrText.ipv6(range.cidrIpv6Or("")), range.description()));
        }
        for (var pair : permission.userIdGroupPairsOrEmpty()) {
            rules.add(rule(traffic, peer(pair), pair.description()));
        }
        for (var list : permission.prefixListIdsOrEmpty()) {
            throw Ec2Faults.prefixListNotFound(list.prefixListIdOr(""));
        }
        return rules;
    }

    /** The older form: one rule spread over the request. */
    SecurityRule read(@Nullable String protocol, @Nullable Integer from, @Nullable Integer to, String cidr) {
        return rule(Traffic.of(protocol, from, to), CidrText.ipv4(cidr), null);
    }

    SecurityRule read(SecurityGroupRuleRequest request) {
        var traffic = Traffic.of(request.ipProtocol(), request.fromPort(), request.toPort());
        return rule(traffic, peer(request), request.description());
    }

    private Peer peer(SecurityGroupRuleRequest request) {
        if (request.cidrIpv4() != null) {
            return CidrText.ipv4(request.cidrIpv4());
        }
        if (request.cidrIpv6() != null) {
            return CidrText.ipv6(request.cidrIpv6());
        }
        if (request.referencedGroupId() != null) {
            return peer(request.referencedGroupId());
        }
        if (request.prefixListId() != null) {
            throw Ec2Faults.prefixListNotFound(request.prefixListId());
        }
        throw Ec2Faults.missing("CidrIpv4, CidrIpv6, PrefixListId or ReferencedGroupId");
    }

    private Peer peer(UserIdGroupPair pair) {
        if (pair.groupId() != null) {
            return peer(pair.groupId());
        }
        var name = Required.of(pair.groupName(), "groupName or groupId");
        return groups.findByName(reader, realm, group.vpcId(), name)
                .map(found -> new Peer.Group(realm.account(), found.id()))
                .orElseThrow(() -> Ec2Faults.groupNameNotFound(name, group.vpcId()));
    }

    private Peer peer(String groupId) {
        return groups.find(reader, realm, groupId)
                .map(found -> new Peer.Group(realm.account(), found.id()))
                .orElseThrow(() -> Ec2Faults.groupNotFound(groupId));
    }

    private SecurityRule rule(Traffic traffic, Peer peer, @Nullable String description) {
        return new SecurityRule(
                NO_ID, direction, traffic.protocol(), traffic.from(), traffic.to(), peer, description(description));
    }

    static Optional<String> description(@Nullable String text) {
        if (!DESCRIPTION.matcher(Objects.requireNonNullElse(text, "")).matches()) {
            throw Ec2Faults.invalid("Invalid rule description. Valid descriptions are strings less than 256 characters"
                    + " from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        return Optional.ofNullable(text).filter(some -> !some.isEmpty());
    }
}
