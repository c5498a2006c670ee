package dev.landfall.sts;

import static dev.landfall.iam.IamFixture.NOW;
import static dev.landfall.iam.IamFixture.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.sts.AssumeRoleRequest;
import dev.landfall.contract.sts.GetAccessKeyInfoRequest;
import dev.landfall.contract.sts.GetCallerIdentityRequest;
import dev.landfall.contract.sts.GetSessionTokenRequest;
import dev.landfall.iam.IamFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionOperationsTest {
    private final IamFixture iam = new IamFixture();
    private final SessionOperations sessions = new SessionOperations(iam.sessions);
    private final IdentityOperations identity = new IdentityOperations();

    private AssumeRoleRequest.Builder request(String role) {
        return AssumeRoleRequest.builder().roleArn(role).roleSessionName("me");
    }

    @Test
    void tellsWhoCalls() {
        var answer =
                identity.getCallerIdentity(GetCallerIdentityRequest.builder().build(), call());

        assertThat(answer.account()).isEqualTo("123456789012");
        assertThat(answer.userId()).isEqualTo("123456789012");
        assertThat(answer.arn()).isEqualTo("arn:aws:iam::123456789012:root");
    }

    @Test
    void assumesARoleThatTrustsTheCaller() {
        var role = iam.role("deploy", "{\"AWS\":\"arn:aws:iam::123456789012:root\"}")
                .arn();
        var answer = sessions.assumeRole(request(role).durationSeconds(900).build(), call());

        assertThat(answer.credentials().expiration()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/deploy/me");
        var key = iam.accessKeys.find(answer.credentials().accessKeyId()).orElseThrow();
        assertThat(key.secret()).isEqualTo(answer.credentials().secretAccessKey());
        assertThat(identity.getAccessKeyInfo(
                                GetAccessKeyInfoRequest.builder()
                                        .accessKeyId(answer.credentials().accessKeyId())
                                        .build(),
                                call())
                        .account())
                .isEqualTo("123456789012");
        assertThatThrownBy(() -> sessions.getSessionToken(
                        GetSessionTokenRequest.builder().build(), call(key.principal())))
                .hasMessage("AccessDenied: Cannot call GetSessionToken with session credentials");
    }

    @Test
    void refusesWhomTheRoleDoesNotTrustAndWhatDoesNotExistAlike() {
        var tasks =
                iam.role("tasks", "{\"Service\":\"ecs-tasks.amazonaws.com\"}").arn();
        for (var role : new String[] {tasks, "arn:aws:iam::123456789012:role/none"}) {
            assertThatThrownBy(() -> sessions.assumeRole(request(role).build(), call()))
                    .hasMessage("AccessDenied: User: arn:aws:iam::123456789012:root is not authorized to perform:"
                            + " sts:AssumeRole on resource: " + role);
        }
    }

    @Test
    void refusesALongerSessionThanTheRoleHas() {
        var role = iam.role("deploy", "{\"AWS\":\"123456789012\"}").arn();

        assertThatThrownBy(() ->
                        sessions.assumeRole(request(role).durationSeconds(7_200).build(), call()))
                .hasMessage("ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                        + " role.");
        assertThatThrownBy(() -> sessions.assumeRole(request(role).policy("{").build(), call()))
                .hasMessage("MalformedPolicyDocument: Syntax errors in policy.");
    }

    @Test
    void rootsSessionTokenLastsAnHour() {
        var answer = sessions.getSessionToken(GetSessionTokenRequest.builder().build(), call());

        assertThat(answer.credentials().expiration()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(iam.accessKeys
                        .find(answer.credentials().accessKeyId())
                        .orElseThrow()
                        .principal()
                        .arn())
                .isEqualTo("arn:aws:iam::123456789012:root");
    }
}
