package dev.landfall.ec2;

import static dev.landfall.ec2.Ec2Fixture.assertFault;
import static dev.landfall.ec2.Ec2Fixture.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ec2.*;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupsTest {
    private final Ec2Fixture ec2 = new Ec2Fixture();
    private final SecurityGroupOperations groups =
            new SecurityGroupOperations(ec2.store, ec2.interfaces, ec2.groups, ec2.tokens);
    private final SecurityGroupRuleOperations rules =
            new SecurityGroupRuleOperations(ec2.store, ec2.interfaces, ec2.groups);
    private final RuleListOperations ruleList =
            new RuleListOperations(ec2.store, ec2.interfaces, ec2.groups, ec2.tokens);
    private final TagOperations tags = new TagOperations(ec2.store, ec2.interfaces, ec2.groups, ec2.tokens);

    @AfterEach
    void close() {
        ec2.close();
    }

    @Test
    void hasADefaultGroupThatReachesItselfAndGoesOut() {
        var group = groups(filter("group-name", "default")).getFirst();
        assertThat(group.ipPermissionsOrEmpty().getFirst().userIdGroupPairsOrEmpty())
                .extracting(UserIdGroupPair::groupId)
                .containsExactly(group.groupId());
        assertThat(group.ipPermissionsEgressOrEmpty().getFirst().ipRangesOrEmpty())
                .extracting(IpRange::cidrIp)
                .containsExactly("0.0.0.0/0");
        assertFault("CannotDelete", () -> delete(group.groupId()));
    }

    @Test
    void letsThisMachineInByARuleOfTheDefaultGroupThatCanBeRevoked() {
        var id = groups(filter("group-name", "default")).getFirst().groupId();
        var rule = shown(id).stream()
                .filter(one -> "127.0.0.0/8".equals(one.cidrIpv4()))
                .findFirst()
                .orElseThrow();
        assertThat(rule.description()).contains("Landfall");
        var unused = rules.revokeSecurityGroupIngress(
                RevokeSecurityGroupIngressRequest.builder()
                        .groupId(id)
                        .securityGroupRuleIds(List.of(rule.securityGroupRuleId()))
                        .build(),
                ec2.call);
        assertThat(shown(id)).hasSize(2).noneMatch(one -> "127.0.0.0/8".equals(one.cidrIpv4()));
    }

    @Test
    void makesAGroupThatGoesOutAndLetsNothingIn() {
        var id = create("web");
        var group = groups(filter("group-id", id)).getFirst();
        assertThat(group.ipPermissionsOrEmpty()).isEmpty();
        assertThat(group.ipPermissionsEgressOrEmpty()).hasSize(1);
        assertThat(group.securityGroupArn()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:security-group/" + id);
        assertFault("InvalidGroup.Duplicate", () -> create("web"));
        assertThat(groups()).hasSize(2);
    }

    @Test
    void refusesNamesThatAwsRefuses() {
        assertFault("InvalidParameterValue", () -> create("default"));
        assertFault("InvalidParameterValue", () -> create("sg-web"));
        assertFault("InvalidParameterValue", () -> create("x".repeat(256)));
        assertFault("MissingParameter", () -> create(null));
    }

    @Test
    void keepsAGroupThatSomethingDependsOn() {
        var used = create("used");
        var eni = ec2.taskInterface(0, false, used);
        assertFault("DependencyViolation", () -> delete(used)).hasMessageContaining("has a dependent object");
        ec2.store.transact(tx -> ec2.interfaces.release(tx, ec2.call.realm(), eni.id()));
        delete(used);
        assertFault("InvalidGroup.NotFound", () -> delete(used));

        var referenced = create("referenced");
        authorize(
                create("referring"),
                permission(
                        "tcp",
                        80,
                        80,
                        builder -> builder.userIdGroupPairs(List.of(
                                UserIdGroupPair.builder().groupId(referenced).build()))));
        assertFault("DependencyViolation", () -> delete(referenced));
    }

    @Test
    void addsShowsAndTakesAwayRules() {
        var id = create("web");
        var added = authorize(id, tcp(80, "0.0.0.0/0"), tcp(443, "10.0.0.7/8"));
        assertThat(added).extracting(SecurityGroupRule::cidrIpv4).containsExactly("0.0.0.0/0", "10.0.0.0/8");
        assertThat(shown(id)).hasSize(3);
        assertThat(groups(filter("ip-permission.to-port", "443"), filter("ip-permission.cidr", "10.*")))
                .extracting(SecurityGroup::groupId)
                .containsExactly(id);

        revoke(id, tcp(80, "0.0.0.0/0"));
        rules.revokeSecurityGroupIngress(
                RevokeSecurityGroupIngressRequest.builder()
                        .groupId(id)
                        .securityGroupRuleIds(List.of(added.getLast().securityGroupRuleId()))
                        .build(),
                ec2.call);
        assertThat(shown(id)).hasSize(1);
        assertFault("InvalidPermission.NotFound", () -> revoke(id, tcp(80, "0.0.0.0/0")));
    }

    @Test
    void addsAllRulesOfARequestOrNone() {
        var id = create("web");
        authorize(id, tcp(80, "0.0.0.0/0"));
        assertFault("InvalidPermission.Duplicate", () -> authorize(id, tcp(81, "0.0.0.0/0"), tcp(80, "0.0.0.0/0")))
                .hasMessageContaining("the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\""
                        + " already exists");
        assertThat(shown(id)).hasSize(2);
        var many = IntStream.range(100, 160).mapToObj(port -> tcp(port, "0.0.0.0/0"));
        assertFault("RulesPerSecurityGroupLimitExceeded", () -> authorize(id, many.toArray(IpPermission[]::new)));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 80, 79, 0.0.0.0/0",
        "tcp, 80, , 0.0.0.0/0",
        "tcp, 0, 65536, 0.0.0.0/0",
        "tcp, 80, 80, 0.0.0.0",
        "tcp, 80, 80, 256.0.0.0/8",
        "tcp, 80, 80, 10.0.0.0/33",
        "tcq, 80, 80, 0.0.0.0/0",
        "256, 80, 80, 0.0.0.0/0",
        "icmp, 300, 0, 0.0.0.0/0",
    })
    void refusesRulesThatMeanNothing(String protocol, Integer from, Integer to, String cidr) {
        var id = create("web");
        var permission = IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .ipRanges(List.of(IpRange.builder().cidrIp(cidr).build()))
                .build();
        assertFault("InvalidParameterValue", () -> authorize(id, permission));
    }

    @Test
    void takesTheOlderFormOfARule() {
        create("web");
        rules.authorizeSecurityGroupIngress(
                AuthorizeSecurityGroupIngressRequest.builder()
                        .groupName("web")
                        .ipProtocol("6")
                        .fromPort(22)
                        .toPort(22)
                        .cidrIp("10.0.0.0/8")
                        .build(),
                ec2.call);
        var permission = groups(filter("group-name", "web"))
                .getFirst()
                .ipPermissionsOrEmpty()
                .getFirst();
        assertThat(permission.ipProtocol()).isEqualTo("tcp");
        assertThat(permission.fromPort()).isEqualTo(22);
    }

    @Test
    void takesAwayTheWayOut() {
        var id = create("closed");
        rules.revokeSecurityGroupEgress(
                RevokeSecurityGroupEgressRequest.builder()
                        .groupId(id)
                        .ipPermissions(List.of(permission(
                                "-1",
                                null,
                                null,
                                builder -> builder.ipRanges(List.of(
                                        IpRange.builder().cidrIp("0.0.0.0/0").build())))))
                        .build(),
                ec2.call);
        assertThat(groups(filter("group-id", id)).getFirst().ipPermissionsEgressOrEmpty())
                .isEmpty();
    }

    @Test
    void changesARuleInItsPlace() {
        var id = create("web");
        var rule = authorize(id, tcp(80, "0.0.0.0/0")).getFirst().securityGroupRuleId();
        ruleList.modifySecurityGroupRules(
                ModifySecurityGroupRulesRequest.builder()
                        .groupId(id)
                        .securityGroupRules(List.of(SecurityGroupRuleUpdate.builder()
                                .securityGroupRuleId(rule)
                                .securityGroupRule(SecurityGroupRuleRequest.builder()
                                        .ipProtocol("tcp")
                                        .fromPort(8080)
                                        .toPort(8081)
                                        .cidrIpv6("::/0")
                                        .description("IPv6")
                                        .build())
                                .build()))
                        .build(),
                ec2.call);
        var changed = shown(id).stream()
                .filter(one -> rule.equals(one.securityGroupRuleId()))
                .findFirst()
                .orElseThrow();
        assertThat(changed.toPort()).isEqualTo(8081);
        assertThat(changed.cidrIpv6()).isEqualTo("::/0");
        assertThat(changed.cidrIpv4()).isNull();
    }

    @Test
    void keepsTheRulesOfTheDefaultGroupOnceChanged() {
        var id = groups(filter("group-name", "default")).getFirst().groupId();
        authorize(id, tcp(80, "0.0.0.0/0"));
        assertThat(shown(id)).hasSize(4);
        assertThat(groups()).hasSize(1);
    }

    @Test
    void tagsWhatIsThereAndNothingElse() {
        var group = create("web");
        var subnet =
                ec2.interfaces.network(ec2.call.realm()).subnets().getFirst().id();
        tag(List.of(group, subnet), "team", "blue");
        assertThat(groups(filter("tag:team", "bl*"))).hasSize(1);
        assertThat(groups(filter("tag-key", "team"))).hasSize(1);
        assertThat(groups(filter("tag:team", "red"))).isEmpty();
        var described = tags.describeTags(
                DescribeTagsRequest.builder()
                        .filters(List.of(filter("resource-type", "subnet")))
                        .build(),
                ec2.call);
        assertThat(described.tagsOrEmpty())
                .extracting(TagDescription::resourceId)
                .containsExactly(subnet);

        assertFault("InvalidGroup.NotFound", () -> tag(List.of(subnet, "sg-1"), "other", "x"));
        assertFault("InvalidID", () -> tag(List.of("banana"), "other", "x"));
        assertFault("InvalidParameterValue", () -> tag(List.of(subnet), "aws:x", "x"));
        assertThat(described()).hasSize(2);

        tags.deleteTags(
                DeleteTagsRequest.builder()
                        .resources(List.of(subnet))
                        .tags(List.of(Tag.builder().key("team").value("red").build()))
                        .build(),
                ec2.call);
        assertThat(described()).hasSize(2);
        tags.deleteTags(DeleteTagsRequest.builder().resources(List.of(subnet)).build(), ec2.call);
        delete(group);
        assertThat(described()).isEmpty();
    }

    private List<TagDescription> described() {
        return tags.describeTags(DescribeTagsRequest.builder().build(), ec2.call)
                .tagsOrEmpty();
    }

    private void tag(List<String> ids, String key, String value) {
        tags.createTags(
                CreateTagsRequest.builder()
                        .resources(ids)
                        .tags(List.of(Tag.builder().key(key).value(value).build()))
                        .build(),
                ec2.call);
    }

    private String create(String name) {
        return groups.createSecurityGroup(
                        CreateSecurityGroupRequest.builder()
                                .groupName(name)
                                .description("for the test")
                                .build(),
                        ec2.call)
                .groupId();
    }

    private void delete(String id) {
        groups.deleteSecurityGroup(
                DeleteSecurityGroupRequest.builder().groupId(id).build(), ec2.call);
    }

    private List<SecurityGroup> groups(Filter... filters) {
        return groups.describeSecurityGroups(
                        DescribeSecurityGroupsRequest.builder()
                                .filters(List.of(filters))
                                .build(),
                        ec2.call)
                .securityGroupsOrEmpty();
    }

    private List<SecurityGroupRule> shown(String groupId) {
        return ruleList.describeSecurityGroupRules(
                        DescribeSecurityGroupRulesRequest.builder()
                                .filters(List.of(filter("group-id", groupId)))
                                .build(),
                        ec2.call)
                .securityGroupRulesOrEmpty();
    }

    private List<SecurityGroupRule> authorize(String id, IpPermission... permissions) {
        return rules.authorizeSecurityGroupIngress(
                        AuthorizeSecurityGroupIngressRequest.builder()
                                .groupId(id)
                                .ipPermissions(List.of(permissions))
                                .build(),
                        ec2.call)
                .securityGroupRulesOrEmpty();
    }

    private void revoke(String id, IpPermission... permissions) {
        rules.revokeSecurityGroupIngress(
                RevokeSecurityGroupIngressRequest.builder()
                        .groupId(id)
                        .ipPermissions(List.of(permissions))
                        .build(),
                ec2.call);
    }

    private static IpPermission tcp(int port, String cidr) {
        return permission(
                "tcp",
                port,
                port,
                builder ->
                        builder.ipRanges(List.of(IpRange.builder().cidrIp(cidr).build())));
    }

    private static IpPermission permission(
            String protocol, Integer from, Integer to, java.util.function.UnaryOperator<IpPermission.Builder> peers) {
        return peers.apply(IpPermission.builder()
                        .ipProtocol(protocol)
                        .fromPort(from)
                        .toPort(to))
                .build();
    }
}
