package dev.landfall.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.wire.auth.Denied;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A policy on a resource and the policies of who asks, weighed together. */
class ResourcePolicyTest {
    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
    private static final String READ = "secretsmanager:GetSecretValue";
    private static final String ECS = "{\"Service\":\"ecs-tasks.amazonaws.com\"}";

    private final Map<String, String> policies = new HashMap<>();
    private final IamFixture iam = new IamFixture();
    private final ResourcePolicies onResources = (reader, arn) -> Optional.ofNullable(policies.get(arn));
    private final IamRoles roles = new IamRoles(iam.store, iam.sessions, onResources);
    private final IamAuthorizer authorizer =
            new IamAuthorizer(iam.store, InstantSource.fixed(IamFixture.NOW), onResources);
    private final String role = iam.role("puller", ECS).arn();

    private void policy(String effect, String principal) {
        policies.put(
                SECRET,
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Principal\":{\"AWS\":\""
                        + principal + "\"},\"Action\":\"" + READ + "\",\"Resource\":\"*\"}]}");
    }

    private Optional<String> refusal() {
        return roles.refusal(role, "task", READ, SECRET, IamFixture.NOW);
    }

    @Test
    void letsInARoleThatItNames() {
        assertThat(refusal())
                .contains("User: arn:aws:sts::" + IamFixture.REALM.account() + ":assumed-role/puller/task is not"
                        + " authorized to perform: " + READ + " on resource: " + SECRET
                        + " because no identity-based policy allows the " + READ + " action");
        policy("Allow", role);
        assertThat(refusal()).isEmpty();
        policy("Allow", "*");
        assertThat(refusal()).isEmpty();
    }

    @Test
    void leavesItToTheAccountWhomWhereItNamesTheAccount() {
        policy("Allow", "arn:aws:iam::" + IamFixture.REALM.account() + ":root");
        assertThat(refusal()).isPresent();
        iam.putRole("puller", "read", IamFixture.allow(READ, "*"));
        assertThat(refusal()).isEmpty();
    }

    @Test
    void deniesWhateverElseIsAllowed() {
        iam.putRole("puller", "read", IamFixture.allow("*", "*"));
        assertThat(refusal()).isEmpty();
        policy("Deny", "arn:aws:iam::" + IamFixture.REALM.account() + ":root");
        assertThat(refusal())
                .hasValueSatisfying(
                        text -> assertThat(text).endsWith("with an explicit deny in a resource-based policy"));
    }

    @Test
    void thePlatformActsInARoleWithWhatTheRoleMay() {
        var platform = PlatformSession.of(role);
        var repository = "arn:aws:ecr:eu-west-1:123456789012:repository/app";
        assertThatThrownBy(() -> authorizer.authorize(platform, "ecr:BatchGetImage", List.of(repository)))
                .isInstanceOf(Denied.class);
        iam.putRole("puller", "pull", IamFixture.allow("ecr:BatchGetImage", "*"));
        assertThatCode(() -> authorizer.authorize(platform, "ecr:BatchGetImage", List.of(repository)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> authorizer.authorize(platform, "ecr:PutImage", List.of(repository)))
                .isInstanceOf(Denied.class);
    }
}
