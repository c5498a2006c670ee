package dev.landfall.ec2;

import dev.landfall.contract.ec2.CreateSecurityGroupRequest;
import dev.landfall.contract.ec2.CreateSecurityGroupResponse;
import dev.landfall.contract.ec2.DeleteSecurityGroupRequest;
import dev.landfall.contract.ec2.DeleteSecurityGroupResponse;
import dev.landfall.contract.ec2.DescribeSecurityGroupsRequest;
import dev.landfall.contract.ec2.DescribeSecurityGroupsResponse;
import dev.landfall.contract.ec2.SecurityGroup;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.Interfaces;
import dev.landfall.network.ResourceTags;
import dev.landfall.network.SecurityGroups;
import dev.landfall.network.SecurityRule.Peer;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Security groups, kept and shown as on AWS. What commits here is enforced by the network's packet filter. */
public final class SecurityGroupOperations {
    private static final int MAX_GROUPS = 2_500; // AWS's quota for a region
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}");

    private static final Listing<SecurityGroup> LISTING =
            new Listing<>(SecurityGroup::groupId, Ec2Faults::groupNotFound, "groupIds", GroupShapes.FILTERS);

    private final Store store;
    private final Interfaces interfaces;
    private final SecurityGroups groups;
    private final GroupLookup lookup;
    private final PageTokens tokens;

    public SecurityGroupOperations(Store store, Interfaces interfaces, SecurityGroups groups, PageTokens tokens) {
        this.store = store;
        this.interfaces = interfaces;
        this.groups = groups;
        this.lookup = new GroupLookup(interfaces, groups);
        this.tokens = tokens;
    }

    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest in, Call call) {
        var all = store.<List<SecurityGroup>>read(reader -> shapes(reader, call.realm(), in.groupNamesOrEmpty()));
        var page = LISTING.page(
                all,
                new Selection(call, in, in.groupIdsOrEmpty(), in.filtersOrEmpty(), in.maxResults(), in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private List<SecurityGroup> shapes(Reader reader, Realm realm, List<String> names) {
        var found = names.isEmpty()
                ? groups.list(reader, realm)
                : names.stream()
                        .map(name -> lookup.find(reader, realm, null, name))
                        .distinct()
                        .toList();
        return found.stream().map(group -> GroupShapes.of(reader, realm, group)).toList();
    }

    public CreateSecurityGroupResponse createSecurityGroup(CreateSecurityGroupRequest in, Call call) {
        var realm = call.realm();
        var name = name(in.groupName());
        var description = description(in.description());
        var vpcId = vpcId(in.vpcId(), realm);
        var tags = Tags.specified(in.tagSpecificationsOrEmpty(), "security-group");
        return store.transact(tx -> {
            requireFree(tx, realm, vpcId, name);
            DryRun.end(in.dryRun());
            var outward = SecurityGroups.everywhere(groups.newRuleId());
            var group = new dev.landfall.network.SecurityGroup(
                    groups.newGroupId(), name, description, vpcId, List.of(outward));
            groups.put(tx, realm, group);
            ResourceTags.put(tx, realm, group.id(), tags);
            return CreateSecurityGroupResponse.builder()
                    .groupId(group.id())
                    .securityGroupArn(GroupShapes.arn(realm, group.id()))
                    .tags(Tags.shapes(tags))
                    .build();
        });
    }

    private static String name(@Nullable String given) {
        var name = Required.of(given, "GroupName");
        if (name.equals(dev.landfall.network.SecurityGroup.DEFAULT_NAME)) {
            throw Ec2Faults.invalid("Cannot use reserved security group name: " + name);
        }
        if (!NAME.matcher(name).matches() || name.startsWith("sg-")) {
            throw Ec2Faults.invalid("Invalid value '" + name + "' for groupName. Up to 255 characters are allowed, from"
                    + " a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*; the name must not start with sg-.");
        }
        return name;
    }

    private static String description(@Nullable String given) {
        var description = Required.of(given, "GroupDescription");
        if (!NAME.matcher(description).matches()) {
            throw Ec2Faults.invalid("Value (" + description + ") for parameter GroupDescription is invalid. Character"
                    + " sets beyond ASCII are not supported.");
        }
        return description;
    }

    private String vpcId(@Nullable String given, Realm realm) {
        var vpcId = interfaces.network(realm).vpc().id();
        if (!Objects.requireNonNullElse(given, vpcId).equals(vpcId)) {
            throw Ec2Faults.vpcNotFound(String.valueOf(given));
        }
        return vpcId;
    }

    private void requireFree(Transaction tx, Realm realm, String vpcId, String name) {
        if (groups.findByName(tx, realm, vpcId, name).isPresent()) {
            throw Ec2Faults.groupDuplicate(name, vpcId);
        }
        if (groups.count(tx, realm) >= MAX_GROUPS) {
            throw Ec2Faults.groupLimitExceeded(MAX_GROUPS);
        }
    }

    public DeleteSecurityGroupResponse deleteSecurityGroup(DeleteSecurityGroupRequest in, Call call) {
        var realm = call.realm();
        return store.transact(tx -> {
            var group = lookup.find(tx, realm, in.groupId(), in.groupName());
            if (group.isDefault()) {
                throw Ec2Faults.groupStays(group.id(), group.name());
            }
            if (interfaces.anyIn(tx, realm, group.id()) || isReferenced(tx, realm, group.id())) {
                throw Ec2Faults.groupInUse(group.id());
            }
            DryRun.end(in.dryRun());
            groups.delete(tx, realm, group.id());
            return DeleteSecurityGroupResponse.builder()
                    .return_(true)
                    .groupId(group.id())
                    .build();
        });
    }

    /** By a rule of another group; its own do not hold it. */
    private boolean isReferenced(Reader reader, Realm realm, String groupId) {
        return groups.list(reader, realm).stream()
                .filter(other -> !other.id().equals(groupId))
                .flatMap(other -> other.rules().stream())
                .anyMatch(rule -> rule.peer() instanceof Peer.Group(var account, var id) && id.equals(groupId));
    }
}
