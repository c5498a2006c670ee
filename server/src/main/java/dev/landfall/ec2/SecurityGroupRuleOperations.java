package dev.landfall.ec2;

import dev.landfall.contract.ec2.AuthorizeSecurityGroupEgressRequest;
import dev.landfall.contract.ec2.AuthorizeSecurityGroupEgressResponse;
import dev.landfall.contract.ec2.AuthorizeSecurityGroupIngressRequest;
import dev.landfall.contract.ec2.AuthorizeSecurityGroupIngressResponse;
import dev.landfall.contract.ec2.RevokeSecurityGroupEgressRequest;
import dev.landfall.contract.ec2.RevokeSecurityGroupEgressResponse;
import dev.landfall.contract.ec2.RevokeSecurityGroupIngressRequest;
import dev.landfall.contract.ec2.RevokeSecurityGroupIngressResponse;
import dev.landfall.contract.ec2.RevokedSecurityGroupRule;
import dev.landfall.contract.ec2.SecurityGroupRule;
import dev.landfall.contract.ec2.TagSpecification;
import dev.landfall.network.Interfaces;
import dev.landfall.network.ResourceTags;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityGroups;
import dev.landfall.network.SecurityRule;
import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What security groups allow: rules added and taken away. */
public final class SecurityGroupRuleOperations {
    private static final int MAX_RULES = 60; // AWS's quota for a group and direction
    private static final String RESOURCE_TYPE = "security-group-rule";
    private static final String PERMISSIONS = "ipPermissions";

    private final Store store;
    private final SecurityGroups groups;
    private final GroupLookup lookup;

    public SecurityGroupRuleOperations(Store store, Interfaces interfaces, SecurityGroups groups) {
        this.store = store;
        this.groups = groups;
        this.lookup = new GroupLookup(interfaces, groups);
    }

    public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(
            AuthorizeSecurityGroupIngressRequest in, Call call) {
        var shapes = authorize(
                call.realm(),
                Direction.INGRESS,
                in.groupId(),
                in.groupName(),
                permissions -> IngressForm.rules(in, permissions),
                in.tagSpecificationsOrEmpty(),
                in.dryRun());
        return AuthorizeSecurityGroupIngressResponse.builder()
                .return_(true)
                .securityGroupRules(shapes)
                .build();
    }

    public AuthorizeSecurityGroupEgressResponse authorizeSecurityGroupEgress(
            AuthorizeSecurityGroupEgressRequest in, Call call) {
        var shapes = authorize(
                call.realm(),
                Direction.EGRESS,
                in.groupId(),
                null,
                permissions -> permissions.read(in.ipPermissionsOrEmpty()),
                in.tagSpecificationsOrEmpty(),
                in.dryRun());
        return AuthorizeSecurityGroupEgressResponse.builder()
                .return_(true)
                .securityGroupRules(shapes)
                .build();
    }

    private List<SecurityGroupRule> authorize(
            Realm realm,
            Direction direction,
            @Nullable String groupId,
            @Nullable String groupName,
            Function<Permissions, List<SecurityRule>> asked,
            List<TagSpecification> tagged,
            @Nullable Boolean dryRun) {
        var tags = Tags.specified(tagged, RESOURCE_TYPE);
        return store.transact(tx -> {
            var group = lookup.find(tx, realm, groupId, groupName);
            var wanted = asked.apply(new Permissions(tx, realm, groups, group, direction));
            var added = add(group, wanted);
            DryRun.end(dryRun);
            var rules = new ArrayList<>(group.rules());
            rules.addAll(added);
            groups.put(tx, realm, group.withRules(rules));
            added.forEach(rule -> ResourceTags.put(tx, realm, rule.id(), tags));
            return added.stream()
                    .map(rule -> Rules.shape(realm, group, rule, Tags.shapes(tags)))
                    .toList();
        });
    }

    /** The rules with ids of their own. All are new, or none is added. */
    private List<SecurityRule> add(SecurityGroup group, List<SecurityRule> wanted) {
        if (wanted.isEmpty()) {
            throw Ec2Faults.missing(PERMISSIONS);
        }
        var added = new ArrayList<SecurityRule>();
        for (var rule : wanted) {
            if (group.rules().stream().anyMatch(rule::sameAs) || added.stream().anyMatch(rule::sameAs)) {
                throw Ec2Faults.ruleDuplicate(rule);
            }
            added.add(rule.withId(groups.newRuleId()));
        }
        var direction = wanted.getFirst().direction();
        if (group.rules(direction).size() + added.size() > MAX_RULES) {
            throw Ec2Faults.ruleLimitExceeded();
        }
        return added;
    }

    public RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(
            RevokeSecurityGroupIngressRequest in, Call call) {
        var revoked = revoke(
                call.realm(),
                Direction.INGRESS,
                in.groupId(),
                in.groupName(),
                in.securityGroupRuleIdsOrEmpty(),
                permissions -> IngressForm.rules(in, permissions),
                in.dryRun());
        return RevokeSecurityGroupIngressResponse.builder()
                .return_(true)
                .revokedSecurityGroupRules(revoked)
                .build();
    }

    public RevokeSecurityGroupEgressResponse revokeSecurityGroupEgress(RevokeSecurityGroupEgressRequest in, Call call) {
        var revoked = revoke(
                call.realm(),
                Direction.EGRESS,
                in.groupId(),
                null,
                in.securityGroupRuleIdsOrEmpty(),
                permissions -> permissions.read(in.ipPermissionsOrEmpty()),
                in.dryRun());
        return RevokeSecurityGroupEgressResponse.builder()
                .return_(true)
                .revokedSecurityGroupRules(revoked)
                .build();
    }

    private List<RevokedSecurityGroupRule> revoke(
            Realm realm,
            Direction direction,
            @Nullable String groupId,
            @Nullable String groupName,
            List<String> ruleIds,
            Function<Permissions, List<SecurityRule>> asked,
            @Nullable Boolean dryRun) {
        return store.transact(tx -> {
            var group = lookup.find(tx, realm, groupId, groupName);
            var ended = ruleIds.isEmpty()
                    ? same(group, asked.apply(new Permissions(tx, realm, groups, group, direction)))
                    : named(group, direction, ruleIds);
            DryRun.end(dryRun);
            remove(tx, realm, group, ended);
            return ended.stream().map(rule -> Rules.revoked(group, rule)).toList();
        });
    }

    private void remove(Transaction tx, Realm realm, SecurityGroup group, List<SecurityRule> ended) {
        var left = new ArrayList<>(group.rules());
        left.removeAll(ended);
        groups.put(tx, realm, group.withRules(left));
        ended.forEach(rule -> ResourceTags.delete(tx, realm, rule.id()));
    }

    private static List<SecurityRule> same(SecurityGroup group, List<SecurityRule> described) {
        if (described.isEmpty()) {
            throw Ec2Faults.missing(PERMISSIONS);
        }
        return described.stream()
                .map(rule ->
                        group.rules().stream().filter(rule::sameAs).findFirst().orElseThrow(Ec2Faults::ruleNotFound))
                .distinct()
                .toList();
    }

    private static List<SecurityRule> named(SecurityGroup group, Direction direction, List<String> ruleIds) {
        return ruleIds.stream()
                .distinct()
                .map(id -> group.rules(direction).stream()
                        .filter(rule -> rule.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Ec2Faults.groupRuleNotFound(id)))
                .toList();
    }
}
