package dev.landfall.iam;

import static dev.landfall.iam.IamFixture.NOW;
import static dev.landfall.iam.IamFixture.TASKS;
import static dev.landfall.iam.IamFixture.allow;
import static dev.landfall.iam.IamFixture.call;
import static dev.landfall.iam.RoleOperationsTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.iam.AccessKey;
import dev.landfall.contract.iam.AddUserToGroupRequest;
import dev.landfall.contract.iam.AttachGroupPolicyRequest;
import dev.landfall.contract.iam.CreateAccessKeyRequest;
import dev.landfall.contract.iam.CreateAccountAliasRequest;
import dev.landfall.contract.iam.CreateGroupRequest;
import dev.landfall.contract.iam.DeleteAccessKeyRequest;
import dev.landfall.contract.iam.DeleteGroupRequest;
import dev.landfall.contract.iam.DeleteRoleRequest;
import dev.landfall.contract.iam.DeleteUserRequest;
import dev.landfall.contract.iam.EvaluationResult;
import dev.landfall.contract.iam.GetAccountSummaryRequest;
import dev.landfall.contract.iam.GetGroupRequest;
import dev.landfall.contract.iam.ListAccessKeysRequest;
import dev.landfall.contract.iam.ListAccountAliasesRequest;
import dev.landfall.contract.iam.PolicyEvaluationDecisionType;
import dev.landfall.contract.iam.PutUserPermissionsBoundaryRequest;
import dev.landfall.contract.iam.RemoveUserFromGroupRequest;
import dev.landfall.contract.iam.SimulatePrincipalPolicyRequest;
import dev.landfall.contract.iam.StatusType;
import dev.landfall.contract.iam.UpdateAccessKeyRequest;
import dev.landfall.contract.iam.UpdateGroupRequest;
import dev.landfall.contract.iam.UpdateUserRequest;
import dev.landfall.contract.iam.User;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.store.Scan;
import dev.landfall.wire.Principal;
import dev.landfall.wire.auth.Denied;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys, sessions, and what policies make of them. */
class AccessTest {
    private static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:cluster/web";

    private final IamFixture iam = new IamFixture();

    private AccessKey key(String user) {
        return iam.keys
                .createAccessKey(CreateAccessKeyRequest.builder().userName(user).build(), call())
                .accessKey();
    }

    private Principal principal(String accessKeyId) {
        return iam.accessKeys.find(accessKeyId).orElseThrow().principal();
    }

    private boolean may(Principal principal, String action, String resource) {
        try {
            iam.authorizer.authorize(principal, action, List.of(resource));
            return true;
        } catch (Denied e) {
            return false;
        }
    }

    @Test
    void aKeyIsFoundWhileItIsActive() {
        iam.user("alice");
        var key = key("alice");
        assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(key.secretAccessKey()).hasSize(40);
        var found = iam.accessKeys.find(key.accessKeyId()).orElseThrow();
        assertThat(found.secret()).isEqualTo(key.secretAccessKey());
        assertThat(found.principal().arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");

        iam.keys.updateAccessKey(
                UpdateAccessKeyRequest.builder()
                        .userName("alice")
                        .accessKeyId(key.accessKeyId())
                        .status(StatusType.INACTIVE)
                        .build(),
                call());
        assertThat(iam.accessKeys.find(key.accessKeyId())).isEmpty();
        iam.keys.deleteAccessKey(
                DeleteAccessKeyRequest.builder()
                        .userName("alice")
                        .accessKeyId(key.accessKeyId())
                        .build(),
                call());
        assertThat(iam.keys
                        .listAccessKeys(
                                ListAccessKeysRequest.builder()
                                        .userName("alice")
                                        .build(),
                                call())
                        .accessKeyMetadataOrEmpty())
                .isEmpty();
    }

    @Test
    void secretsDoNotLieOpenInTheStore() {
        iam.user("alice");
        var key = key("alice");
        var stored = iam.store.read(reader -> reader.list(Credential.KIND, Scan.under("123456789012"))
                .getFirst()
                .value());

        assertThat(new String(stored.secret(), StandardCharsets.ISO_8859_1)).doesNotContain(key.secretAccessKey());
    }

    @Test
    void aUserHasTwoKeysAtMostAndKeepsThemFromBeingDeleted() {
        iam.user("alice");
        key("alice");
        key("alice");
        refused(() -> key("alice"), "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
        refused(
                () -> iam.users.deleteUser(
                        DeleteUserRequest.builder().userName("alice").build(), call()),
                "DeleteConflict",
                "Cannot delete entity, must delete access keys first.");
        refused(() -> key("bob"), "NoSuchEntity", "The user with name bob cannot be found.");
    }

    @Test
    void anAccessKeyIdTellsItsAccount() {
        var ids = new IamIds(new Random(2));
        for (var account : List.of("000000000000", "123456789012", "999999999999")) {
            assertThat(IamIds.accountOf(ids.accessKey("AKIA", account))).isEqualTo(account);
        }
    }

    @Test
    void aUserMayDoWhatItsOwnAndItsGroupsPoliciesAllow() {
        iam.user("alice");
        var alice = principal(key("alice").accessKeyId());
        assertThat(may(alice, "ecs:RunTask", CLUSTER)).isFalse();
        assertThatThrownBy(() -> iam.authorizer.authorize(alice, "ecs:RunTask", List.of(CLUSTER)))
                .hasMessage("User: arn:aws:iam::123456789012:user/alice is not authorized to perform: ecs:RunTask on"
                        + " resource: " + CLUSTER
                        + " because no identity-based policy allows the ecs:RunTask action");

        iam.putUser("alice", "logs", allow("logs:*", "*"));
        iam.groups.createGroup(CreateGroupRequest.builder().groupName("Ops").build(), call());
        iam.attachments.attachGroupPolicy(
                AttachGroupPolicyRequest.builder()
                        .groupName("Ops")
                        .policyArn("arn:aws:iam::aws:policy/AmazonECS_FullAccess")
                        .build(),
                call());
        iam.groups.addUserToGroup(
                AddUserToGroupRequest.builder()
                        .groupName("ops")
                        .userName("alice")
                        .build(),
                call());
        assertThat(may(alice, "ecs:RunTask", CLUSTER)).isTrue();
        assertThat(may(alice, "logs:GetLogEvents", "*")).isTrue();
        assertThat(may(alice, "iam:CreateUser", "*")).isFalse();
        assertThat(may(alice, "sts:GetCallerIdentity", "*")).isTrue();
        assertThat(iam.groups
                        .getGroup(GetGroupRequest.builder().groupName("ops").build(), call())
                        .usersOrEmpty())
                .extracting(User::userName)
                .containsExactly("alice");
        refused(
                () -> iam.groups.deleteGroup(
                        DeleteGroupRequest.builder().groupName("Ops").build(), call()),
                "DeleteConflict",
                "Cannot delete entity, must remove users from group first.");
        iam.groups.removeUserFromGroup(
                RemoveUserFromGroupRequest.builder()
                        .groupName("Ops")
                        .userName("alice")
                        .build(),
                call());
        assertThat(may(alice, "ecs:RunTask", CLUSTER)).isFalse();
    }

    @Test
    void rootMayDoEverything() {
        assertThat(may(Principal.root("123456789012", "x"), "iam:CreateUser", "*"))
                .isTrue();
    }

    @Test
    void aServiceAssumesOnlyARoleThatTrustsIt() {
        var trusted = iam.role("execution", "{\"Service\":\"" + TASKS + "\"}").arn();
        var other = iam.role("other", "{\"Service\":\"ec2.amazonaws.com\"}").arn();
        var missing = "arn:aws:iam::123456789012:role/none";

        assertThat(iam.port.canAssume(trusted, TASKS, NOW)).isEqualTo(new Roles.Assumable.Yes());
        assertThat(iam.port.canAssume(other, TASKS, NOW)).isEqualTo(new Roles.Assumable.NotTrusted(other));
        assertThat(iam.port.canAssume(missing, TASKS, NOW)).isEqualTo(new Roles.Assumable.Missing(missing));
        assertThat(iam.port.canAssume("no arn", TASKS, NOW)).isEqualTo(new Roles.Assumable.Missing("no arn"));
        assertThat(iam.port.canAssume("arn:aws:iam::123456789012:role/path/execution", TASKS, NOW))
                .isInstanceOf(Roles.Assumable.Missing.class);
    }

    @Test
    void theExecutionRoleOfTheTutorialAllowsPullingAndLogging() {
        var arn = iam.role("ecsTaskExecutionRole", "{\"Service\":\"" + TASKS + "\"}")
                .arn();
        assertThat(iam.port.allows(arn, "ecr:GetAuthorizationToken", "*", NOW)).isFalse();
        iam.attachRole("ecsTaskExecutionRole", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");

        assertThat(iam.port.allows(arn, "ecr:GetAuthorizationToken", "*", NOW)).isTrue();
        assertThat(iam.port.allows(arn, "ecr:BatchGetImage", "arn:aws:ecr:us-east-1:123456789012:repository/app", NOW))
                .isTrue();
        assertThat(iam.port.allows(
                        arn,
                        "logs:CreateLogStream",
                        "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/app:log-stream:x",
                        NOW))
                .isTrue();
        assertThat(iam.port.allows(arn, "logs:CreateLogGroup", "*", NOW)).isFalse();
        assertThat(iam.port.allows(arn, "ssm:GetParameters", "*", NOW)).isFalse();
    }

    @Test
    void credentialsOfARoleDoWhatTheRoleMayAndEndWithIt() {
        var arn = iam.role("task", "{\"Service\":\"" + TASKS + "\"}").arn();
        iam.putRole("task", "p", allow("ecs:*", "*"));
        var credentials = iam.port
                .credentialsFor(arn, "0123abcd", Duration.ofHours(6), NOW)
                .orElseThrow();
        assertThat(credentials.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(credentials.toString()).doesNotContain(credentials.secretAccessKey());
        var key = iam.accessKeys.find(credentials.accessKeyId()).orElseThrow();
        assertThat(key.sessionToken()).contains(credentials.sessionToken());
        assertThat(key.expiresAt()).contains(NOW.plus(Duration.ofHours(6)));
        assertThat(key.principal().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/task/0123abcd");
        assertThat(key.principal().userId()).matches("AROA[A-Z2-7]{17}:0123abcd");
        assertThat(may(key.principal(), "ecs:ListTasks", "*")).isTrue();
        assertThat(may(key.principal(), "logs:GetLogEvents", "*")).isFalse();

        iam.sessions.sweep(NOW.plus(Duration.ofHours(7)));
        assertThat(iam.accessKeys.find(credentials.accessKeyId())).isPresent();
        iam.sessions.sweep(NOW.plus(Duration.ofDays(2)));
        assertThat(iam.accessKeys.find(credentials.accessKeyId())).isEmpty();
        assertThat(iam.port.credentialsFor(arn + "x", "s", Duration.ofHours(1), NOW))
                .isEmpty();
    }

    @Test
    void aRoleMadeAnewIsAnotherRole() {
        var arn = iam.role("task", "{\"Service\":\"" + TASKS + "\"}").arn();
        var old = iam.port.credentialsFor(arn, "s", Duration.ofHours(1), NOW).orElseThrow();
        iam.roles.deleteRole(DeleteRoleRequest.builder().roleName("task").build(), call());
        iam.role("task", "{\"Service\":\"" + TASKS + "\"}");

        assertThat(iam.accessKeys.find(old.accessKeyId())).isEmpty();
    }

    @Test
    void aSessionsOwnPolicyBoundsIt() {
        var role = iam.role("admin", "{\"AWS\":\"123456789012\"}").arn();
        iam.attachRole("admin", "arn:aws:iam::aws:policy/AdministratorAccess");
        var bound = new Sessions.Bound(Optional.of(allow("logs:*", "*")), List.of());
        var assumed = iam.sessions.assume(
                Principal.root("123456789012", "x"), role, "s", bound, Duration.ofHours(1), Optional.empty(), NOW);
        var issued = ((Sessions.Assumed.Done) assumed).issued();
        var principal = principal(issued.accessKeyId());

        assertThat(may(principal, "logs:GetLogEvents", "*")).isTrue();
        assertThat(may(principal, "ecs:ListTasks", "*")).isFalse();
    }

    @Test
    void aBoundaryHoldsWhateverIsAllowed() {
        iam.users.createUser(
                dev.landfall.contract.iam.CreateUserRequest.builder()
                        .userName("bounded")
                        .permissionsBoundary("arn:aws:iam::aws:policy/CloudWatchLogsFullAccess")
                        .build(),
                call());
        iam.attachUser("bounded", "arn:aws:iam::aws:policy/AdministratorAccess");
        var bounded = principal(key("bounded").accessKeyId());

        assertThat(may(bounded, "logs:GetLogEvents", "*")).isTrue();
        assertThat(may(bounded, "ecs:ListTasks", "*")).isFalse();
    }

    @Test
    void aRenamedUserKeepsItsKeysAndARenamedGroupItsMembers() {
        var before = iam.user("alice");
        var key = key("alice");
        iam.groups.createGroup(CreateGroupRequest.builder().groupName("Ops").build(), call());
        iam.groups.addUserToGroup(
                AddUserToGroupRequest.builder()
                        .groupName("Ops")
                        .userName("alice")
                        .build(),
                call());
        iam.users.updateUser(
                UpdateUserRequest.builder()
                        .userName("alice")
                        .newUserName("Carol")
                        .newPath("/team/")
                        .build(),
                call());
        iam.groups.updateGroup(
                UpdateGroupRequest.builder()
                        .groupName("Ops")
                        .newGroupName("Dev")
                        .build(),
                call());

        var carol = principal(key.accessKeyId());
        assertThat(carol.arn()).isEqualTo("arn:aws:iam::123456789012:user/team/Carol");
        assertThat(carol.userId()).isEqualTo(before.userId());
        assertThat(iam.groups
                        .getGroup(GetGroupRequest.builder().groupName("Dev").build(), call())
                        .usersOrEmpty())
                .extracting(User::userName)
                .containsExactly("Carol");
        iam.user("dave");
        refused(
                () -> iam.users.updateUser(
                        UpdateUserRequest.builder()
                                .userName("Carol")
                                .newUserName("Dave")
                                .build(),
                        call()),
                "EntityAlreadyExists",
                "User with name Dave already exists.");
    }

    @Test
    void simulatesWhatWouldBeAllowedAndPutsBoundaries() {
        iam.user("alice");
        iam.putUser("alice", "p", allow("ecs:*", "*"));
        var request = SimulatePrincipalPolicyRequest.builder()
                .policySourceArn("arn:aws:iam::123456789012:user/alice")
                .actionNames(List.of("ecs:RunTask", "iam:CreateUser"))
                .build();
        assertThat(decisions(request))
                .containsExactly(PolicyEvaluationDecisionType.ALLOWED, PolicyEvaluationDecisionType.IMPLICIT_DENY);

        var bound = PutUserPermissionsBoundaryRequest.builder()
                .userName("alice")
                .permissionsBoundary("arn:aws:iam::aws:policy/CloudWatchLogsFullAccess")
                .build();
        iam.boundaries.putUserPermissionsBoundary(bound, call());
        assertThat(decisions(request)).containsOnly(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    }

    private List<PolicyEvaluationDecisionType> decisions(SimulatePrincipalPolicyRequest request) {
        return iam.simulations.simulatePrincipalPolicy(request, call()).evaluationResultsOrEmpty().stream()
                .map(EvaluationResult::evalDecision)
                .toList();
    }

    @Test
    void anAccountHasOneAliasAndCountsWhatItHolds() {
        iam.user("alice");
        iam.accounts.createAccountAlias(
                CreateAccountAliasRequest.builder().accountAlias("home").build(), call());

        assertThat(iam.accounts
                        .listAccountAliases(ListAccountAliasesRequest.builder().build(), call())
                        .accountAliases())
                .containsExactly("home");
        assertThat(iam.accounts
                        .getAccountSummary(GetAccountSummaryRequest.builder().build(), call())
                        .summaryMap())
                .containsEntry("Users", 1)
                .containsEntry("Roles", 0);
    }

    @Test
    void rootsKeyIsMadeOnceAndLetsItsOwnerIn() {
        var scheduler = new SimulatedScheduler(NOW, new Random(1));
        var whole = new Iam(iam.store, iam.vault, scheduler, iam.random, ResourcePolicies.NONE);
        var key = whole.rootKey("123456789012");

        assertThat(whole.rootKey("123456789012")).isEqualTo(key);
        assertThat(key.toString()).doesNotContain(key.secretAccessKey());
        var found = whole.accessKeys().find(key.accessKeyId()).orElseThrow();
        assertThat(found.principal().arn()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(found.secret()).isEqualTo(key.secretAccessKey());
    }
}
