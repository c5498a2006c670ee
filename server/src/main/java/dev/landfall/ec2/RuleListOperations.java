package dev.landfall.ec2;

import dev.landfall.contract.ec2.DescribeSecurityGroupRulesRequest;
import dev.landfall.contract.ec2.DescribeSecurityGroupRulesResponse;
import dev.landfall.contract.ec2.ModifySecurityGroupRulesRequest;
import dev.landfall.contract.ec2.ModifySecurityGroupRulesResponse;
import dev.landfall.contract.ec2.SecurityGroupRule;
import dev.landfall.contract.ec2.SecurityGroupRuleUpdate;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.Interfaces;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityGroups;
import dev.landfall.network.SecurityRule;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;

/** Security group rules one by one, by their own ids. */
public final class RuleListOperations {
    private static final Listing<SecurityGroupRule> LISTING = new Listing<>(
            SecurityGroupRule::securityGroupRuleId,
            Ec2Faults::groupRuleNotFound,
            "securityGroupRuleIds",
            new Filters<SecurityGroupRule>()
                    .on("group-id", SecurityGroupRule::groupId)
                    .on("security-group-rule-id", SecurityGroupRule::securityGroupRuleId)
                    .tagged(SecurityGroupRule::tagsOrEmpty));

    private final Store store;
    private final SecurityGroups groups;
    private final GroupLookup lookup;
    private final PageTokens tokens;

    public RuleListOperations(Store store, Interfaces interfaces, SecurityGroups groups, PageTokens tokens) {
        this.store = store;
        this.groups = groups;
        this.lookup = new GroupLookup(interfaces, groups);
        this.tokens = tokens;
    }

    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(
            DescribeSecurityGroupRulesRequest in, Call call) {
        var all = store.<List<SecurityGroupRule>>read(reader -> shapes(reader, call.realm()));
        var page = LISTING.page(
                all,
                new Selection(
                        call,
                        in,
                        in.securityGroupRuleIdsOrEmpty(),
                        in.filtersOrEmpty(),
                        in.maxResults(),
                        in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private List<SecurityGroupRule> shapes(Reader reader, Realm realm) {
        var shapes = new ArrayList<SecurityGroupRule>();
        for (var group : groups.list(reader, realm)) {
            for (var rule : group.rules()) {
                shapes.add(Rules.shape(realm, group, rule, Tags.of(reader, realm, rule.id())));
            }
        }
        return shapes;
    }

    public ModifySecurityGroupRulesResponse modifySecurityGroupRules(ModifySecurityGroupRulesRequest in, Call call) {
        if (in.securityGroupRulesOrEmpty().isEmpty()) {
            throw Ec2Faults.missing("SecurityGroupRule");
        }
        return store.transact(tx -> {
            var group = lookup.find(tx, call.realm(), in.groupId(), null);
            for (var update : in.securityGroupRulesOrEmpty()) {
                group = modified(tx, call.realm(), group, update);
            }
            DryRun.end(in.dryRun());
            groups.put(tx, call.realm(), group);
            return ModifySecurityGroupRulesResponse.builder().return_(true).build();
        });
    }

    private SecurityGroup modified(Transaction tx, Realm realm, SecurityGroup group, SecurityGroupRuleUpdate update) {
        var id = Required.of(update.securityGroupRuleId(), "SecurityGroupRuleId");
        var before = group.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Ec2Faults.groupRuleNotFound(id));
        var request = Required.of(update.securityGroupRule(), "SecurityGroupRule");
        var after = new Permissions(tx, realm, groups, group, before.direction())
                .read(request)
                .withId(id);
        var rules = new ArrayList<SecurityRule>();
        for (var rule : group.rules()) {
            if (!rule.id().equals(id) && rule.sameAs(after)) {
                throw Ec2Faults.ruleDuplicate(after);
            }
            rules.add(rule.id().equals(id) ? after : rule);
        }
        return group.withRules(rules);
    }
}
