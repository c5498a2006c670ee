package dev.landfall.iam;

import static dev.landfall.iam.IamFixture.allow;
import static dev.landfall.iam.IamFixture.call;
import static dev.landfall.iam.RoleOperationsTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.iam.CreatePolicyRequest;
import dev.landfall.contract.iam.CreatePolicyVersionRequest;
import dev.landfall.contract.iam.DeletePolicyRequest;
import dev.landfall.contract.iam.DeletePolicyVersionRequest;
import dev.landfall.contract.iam.GetPolicyRequest;
import dev.landfall.contract.iam.GetPolicyVersionRequest;
import dev.landfall.contract.iam.ListEntitiesForPolicyRequest;
import dev.landfall.contract.iam.ListPoliciesRequest;
import dev.landfall.contract.iam.ListPolicyVersionsRequest;
import dev.landfall.contract.iam.Policy;
import dev.landfall.contract.iam.PolicyScopeType;
import dev.landfall.contract.iam.PolicyVersion;
import dev.landfall.contract.iam.SetDefaultPolicyVersionRequest;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyType;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PolicyOperationsTest {
    private static final String ARN = "arn:aws:iam::123456789012:policy/p";

    private final IamFixture iam = new IamFixture();

    private Policy create(String name) {
        return iam.policies
                .createPolicy(
                        CreatePolicyRequest.builder()
                                .policyName(name)
                                .policyDocument(allow("ecs:*", "*"))
                                .build(),
                        call())
                .policy();
    }

    private Policy get(String arn) {
        return iam.policies
                .getPolicy(GetPolicyRequest.builder().policyArn(arn).build(), call())
                .policy();
    }

    private void version(String document, boolean asDefault) {
        iam.policies.createPolicyVersion(
                CreatePolicyVersionRequest.builder()
                        .policyArn(ARN)
                        .policyDocument(document)
                        .setAsDefault(asDefault)
                        .build(),
                call());
    }

    private void deleteVersion(String id) {
        iam.policies.deletePolicyVersion(
                DeletePolicyVersionRequest.builder()
                        .policyArn(ARN)
                        .versionId(id)
                        .build(),
                call());
    }

    private void delete() {
        iam.policies.deletePolicy(DeletePolicyRequest.builder().policyArn(ARN).build(), call());
    }

    @Test
    void countsWhoItIsAttachedTo() {
        assertThat(create("p").arn()).isEqualTo(ARN);
        iam.role("r", "{\"Service\":\"ecs-tasks.amazonaws.com\"}");
        iam.user("u");
        iam.attachRole("r", ARN);
        iam.attachUser("u", ARN);

        assertThat(get(ARN).attachmentCount()).isEqualTo(2);
        assertThat(get(ARN).policyId()).matches("ANPA[A-Z2-7]{17}");
        var entities = iam.policies.listEntitiesForPolicy(
                ListEntitiesForPolicyRequest.builder().policyArn(ARN).build(), call());
        assertThat(entities.policyRolesOrEmpty()).hasSize(1);
        assertThat(entities.policyUsersOrEmpty()).hasSize(1);
        refused(this::delete, "DeleteConflict", "Cannot delete a policy attached to entities.");
        refused(
                () -> create("P"),
                "EntityAlreadyExists",
                "A policy called P already exists. Duplicate names are not allowed.");
    }

    @Test
    void keepsFiveVersionsAndUsesNoNumberTwice() {
        create("p");
        for (var i = 0; i < 4; i++) {
            version(allow("logs:*", "*"), i == 0);
        }
        refused(
                () -> version(allow("logs:*", "*"), false),
                "LimitExceeded",
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an"
                        + " existing version.");
        refused(() -> deleteVersion("v2"), "DeleteConflict", "Cannot delete the default version of a policy.");
        deleteVersion("v5");
        version(allow("ecr:*", "*"), false);
        assertThat(iam.policies
                        .listPolicyVersions(
                                ListPolicyVersionsRequest.builder()
                                        .policyArn(ARN)
                                        .build(),
                                call())
                        .versionsOrEmpty())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v6", "v4", "v3", "v2", "v1");
        iam.policies.setDefaultPolicyVersion(
                SetDefaultPolicyVersionRequest.builder()
                        .policyArn(ARN)
                        .versionId("v6")
                        .build(),
                call());
        assertThat(get(ARN).defaultVersionId()).isEqualTo("v6");
        refused(
                this::delete,
                "DeleteConflict",
                "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                        + " versions. The default version is deleted with the policy.");
    }

    @Test
    void everyManagedPolicyOfAwsCanBeReadAndNoneChanged() throws Exception {
        var marker = (String) null;
        var all = new ArrayList<Policy>();
        do {
            var page = iam.policies.listPolicies(
                    ListPoliciesRequest.builder()
                            .scope(PolicyScopeType.AWS)
                            .maxItems(7)
                            .marker(marker)
                            .build(),
                    call());
            all.addAll(page.policiesOrEmpty());
            marker = page.marker();
        } while (marker != null);
        assertThat(all).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        for (var policy : AwsPolicies.all()) {
            PolicyDocument.parse(policy.document(), PolicyType.IDENTITY);
        }
        var arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        assertThat(iam.policies
                        .getPolicyVersion(
                                GetPolicyVersionRequest.builder()
                                        .policyArn(arn)
                                        .versionId(get(arn).defaultVersionId())
                                        .build(),
                                call())
                        .policyVersion()
                        .document())
                .contains("%22Allow%22");
        refused(
                () -> iam.policies.deletePolicy(
                        DeletePolicyRequest.builder().policyArn(arn).build(), call()),
                "AccessDenied",
                "Policy is outside your own account.");
    }

    @Test
    void refusesAPolicyThatIsTooLong() {
        refused(
                () -> iam.policies.createPolicy(
                        CreatePolicyRequest.builder()
                                .policyName("long")
                                .policyDocument(allow("ecs:" + "x".repeat(6_200), "*"))
                                .build(),
                        call()),
                "LimitExceeded",
                "Cannot exceed quota for PolicySize: 6144");
    }
}
