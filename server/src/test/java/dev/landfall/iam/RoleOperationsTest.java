package dev.landfall.iam;

import static dev.landfall.iam.IamFixture.allow;
import static dev.landfall.iam.IamFixture.call;
import static dev.landfall.iam.IamFixture.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.iam.AddRoleToInstanceProfileRequest;
import dev.landfall.contract.iam.AttachedPolicy;
import dev.landfall.contract.iam.CreateInstanceProfileRequest;
import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.CreateServiceLinkedRoleRequest;
import dev.landfall.contract.iam.DeleteInstanceProfileRequest;
import dev.landfall.contract.iam.DeleteRolePolicyRequest;
import dev.landfall.contract.iam.DeleteRoleRequest;
import dev.landfall.contract.iam.DeleteServiceLinkedRoleRequest;
import dev.landfall.contract.iam.DetachRolePolicyRequest;
import dev.landfall.contract.iam.GetInstanceProfileRequest;
import dev.landfall.contract.iam.GetRolePolicyRequest;
import dev.landfall.contract.iam.GetRoleRequest;
import dev.landfall.contract.iam.ListAttachedRolePoliciesRequest;
import dev.landfall.contract.iam.ListRoleTagsRequest;
import dev.landfall.contract.iam.ListRolesRequest;
import dev.landfall.contract.iam.RemoveRoleFromInstanceProfileRequest;
import dev.landfall.contract.iam.Role;
import dev.landfall.contract.iam.Tag;
import dev.landfall.contract.iam.TagRoleRequest;
import dev.landfall.contract.iam.UntagRoleRequest;
import dev.landfall.contract.iam.UpdateRoleRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoleOperationsTest {
    private static final String EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
    private static final String TASKS = "{\"Service\":\"ecs-tasks.amazonaws.com\"}";

    private final IamFixture iam = new IamFixture();

    static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String code, String message) {
        assertThatThrownBy(work).hasMessage(code + ": " + message);
    }

    private Role get(String name) {
        return iam.roles
                .getRole(GetRoleRequest.builder().roleName(name).build(), call())
                .role();
    }

    private void delete(String name) {
        iam.roles.deleteRole(DeleteRoleRequest.builder().roleName(name).build(), call());
    }

    @Test
    void showsARoleAsIamDoes() {
        iam.roles.createRole(
                CreateRoleRequest.builder()
                        .roleName("Worker")
                        .path("/team/")
                        .description("d")
                        .assumeRolePolicyDocument(trust(TASKS))
                        .tags(List.of(Tag.builder().key("a").value("1").build()))
                        .build(),
                call());
        var role = get("worker"); // names are found in any case

        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/team/Worker");
        assertThat(role.roleId()).matches("AROA[A-Z2-7]{17}");
        assertThat(role.maxSessionDuration()).isEqualTo(3600);
        assertThat(role.assumeRolePolicyDocument())
                .startsWith("%7B%22Version%22%3A")
                .doesNotContain("+");
        assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(trust(TASKS));
        assertThat(role.tagsOrEmpty())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key()).isEqualTo("a"));
    }

    @Test
    void refusesWithIamsWords() {
        refused(() -> get("none"), "NoSuchEntity", "The role with name none cannot be found.");
        iam.role("r", TASKS);
        refused(() -> iam.role("R", TASKS), "EntityAlreadyExists", "Role with name R already exists.");
        refused(
                () -> iam.roles.createRole(
                        CreateRoleRequest.builder()
                                .roleName("x")
                                .assumeRolePolicyDocument("{")
                                .build(),
                        call()),
                "MalformedPolicyDocument",
                "This policy contains invalid Json");
        refused(
                () -> iam.attachRole("r", "arn:aws:iam::aws:policy/None"),
                "NoSuchEntity",
                "Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.");
        refused(
                () -> iam.inline.getRolePolicy(
                        GetRolePolicyRequest.builder()
                                .roleName("r")
                                .policyName("p")
                                .build(),
                        call()),
                "NoSuchEntity",
                "The role policy with name p cannot be found.");
    }

    @Test
    void aRoleIsDeletedOnlyWhenNothingHangsOnIt() {
        iam.role("r", TASKS);
        iam.attachRole("r", EXECUTION);
        iam.attachRole("r", EXECUTION);
        refused(() -> delete("r"), "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        iam.attachments.detachRolePolicy(
                DetachRolePolicyRequest.builder()
                        .roleName("r")
                        .policyArn(EXECUTION)
                        .build(),
                call());
        iam.putRole("r", "p", allow("ecs:*", "*"));
        refused(() -> delete("r"), "DeleteConflict", "Cannot delete entity, must delete policies first.");
        iam.inline.deleteRolePolicy(
                DeleteRolePolicyRequest.builder().roleName("r").policyName("p").build(), call());
        iam.profiles.createInstanceProfile(
                CreateInstanceProfileRequest.builder().instanceProfileName("i").build(), call());
        iam.profiles.addRoleToInstanceProfile(
                AddRoleToInstanceProfileRequest.builder()
                        .instanceProfileName("i")
                        .roleName("r")
                        .build(),
                call());
        assertThat(iam.profiles
                        .getInstanceProfile(
                                GetInstanceProfileRequest.builder()
                                        .instanceProfileName("i")
                                        .build(),
                                call())
                        .instanceProfile()
                        .rolesOrEmpty())
                .extracting(Role::roleName)
                .containsExactly("r");
        refused(
                () -> delete("r"),
                "DeleteConflict",
                "Cannot delete entity, must remove roles from instance profile first.");
        iam.profiles.removeRoleFromInstanceProfile(
                RemoveRoleFromInstanceProfileRequest.builder()
                        .instanceProfileName("i")
                        .roleName("r")
                        .build(),
                call());
        iam.profiles.deleteInstanceProfile(
                DeleteInstanceProfileRequest.builder().instanceProfileName("i").build(), call());
        delete("r");
        refused(() -> get("r"), "NoSuchEntity", "The role with name r cannot be found.");
    }

    @Test
    void listsWhatIsAttachedByPath() {
        iam.role("r", TASKS);
        iam.attachRole("r", EXECUTION);
        iam.attachRole("r", "arn:aws:iam::aws:policy/AdministratorAccess");

        assertThat(iam.attachments
                        .listAttachedRolePolicies(
                                ListAttachedRolePoliciesRequest.builder()
                                        .roleName("r")
                                        .pathPrefix("/service-role/")
                                        .build(),
                                call())
                        .attachedPoliciesOrEmpty())
                .extracting(AttachedPolicy::policyName)
                .containsExactly("AmazonECSTaskExecutionRolePolicy");
        refused(
                () -> iam.attachments.detachRolePolicy(
                        DetachRolePolicyRequest.builder()
                                .roleName("r")
                                .policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess")
                                .build(),
                        call()),
                "NoSuchEntity",
                "Policy arn:aws:iam::aws:policy/ReadOnlyAccess was not found.");
    }

    @Test
    void pagesGiveEveryRoleOnce() {
        var names = IntStream.range(0, 17).mapToObj("r%02d"::formatted).toList();
        names.forEach(name -> iam.role(name, TASKS));
        var found = new ArrayList<String>();
        String marker = null;
        do {
            var page = iam.roles.listRoles(
                    ListRolesRequest.builder().maxItems(5).marker(marker).build(), call());
            page.rolesOrEmpty().forEach(role -> found.add(role.roleName()));
            assertThat(page.isTruncated()).isEqualTo(page.marker() != null);
            marker = page.marker();
        } while (marker != null);

        assertThat(found).isEqualTo(names);
    }

    @Test
    void updatesAndTagsARole() {
        iam.role("r", TASKS);
        iam.roles.updateRole(
                UpdateRoleRequest.builder()
                        .roleName("r")
                        .maxSessionDuration(7200)
                        .build(),
                call());
        iam.tags.tagRole(
                TagRoleRequest.builder()
                        .roleName("r")
                        .tags(List.of(
                                Tag.builder().key("a").value("1").build(),
                                Tag.builder().key("b").value("2").build()))
                        .build(),
                call());
        iam.tags.untagRole(
                UntagRoleRequest.builder().roleName("r").tagKeys(List.of("a")).build(), call());

        assertThat(get("r").maxSessionDuration()).isEqualTo(7200);
        assertThat(iam.tags
                        .listRoleTags(
                                ListRoleTagsRequest.builder().roleName("r").build(), call())
                        .tagsOrEmpty())
                .extracting(Tag::key)
                .containsExactly("b");
    }

    @Test
    void aServicesOwnRoleIsNotChangedByHand() {
        var request = CreateServiceLinkedRoleRequest.builder()
                .aWSServiceName("ecs.amazonaws.com")
                .build();
        var role = iam.linked.createServiceLinkedRole(request, call()).role();
        assertThat(role.arn())
                .isEqualTo("arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        refused(
                () -> iam.linked.createServiceLinkedRole(request, call()),
                "InvalidInput",
                "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.");
        refused(
                () -> delete("AWSServiceRoleForECS"),
                "UnmodifiableEntity",
                "Cannot perform the operation on the protected role 'AWSServiceRoleForECS' - this role is only"
                        + " modifiable by AWS");
        iam.linked.deleteServiceLinkedRole(
                DeleteServiceLinkedRoleRequest.builder()
                        .roleName("AWSServiceRoleForECS")
                        .build(),
                call());
        refused(
                () -> get("AWSServiceRoleForECS"),
                "NoSuchEntity",
                "The role with name AWSServiceRoleForECS cannot be found.");
    }
}
