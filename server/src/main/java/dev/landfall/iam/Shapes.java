package dev.landfall.iam;

import dev.landfall.contract.iam.AttachedPermissionsBoundary;
import dev.landfall.contract.iam.Group;
import dev.landfall.contract.iam.PermissionsBoundaryAttachmentType;
import dev.landfall.contract.iam.Policy;
import dev.landfall.contract.iam.PolicyVersion;
import dev.landfall.contract.iam.Role;
import dev.landfall.contract.iam.RoleLastUsed;
import dev.landfall.contract.iam.Tag;
import dev.landfall.contract.iam.User;
import dev.landfall.store.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our records as AWS shows them. */
final class Shapes {
    private Shapes() {}

    /** With everything, as GetRole shows it. */
    static Role role(Identity identity) {
        var role = identity.role();
        return listedRole(identity).toBuilder()
                .permissionsBoundary(boundary(identity))
                .tags(tags(identity))
                .maxSessionDuration(role.maxSessionSeconds())
                .roleLastUsed(RoleLastUsed.builder().build())
                .build();
    }

    /** Without tags and boundary, which ListRoles leaves out. */
    static Role listedRole(Identity identity) {
        var role = identity.role();
        return Role.builder()
                .path(identity.path())
                .roleName(identity.name())
                .roleId(identity.id())
                .arn(identity.arn())
                .createDate(identity.createdAt())
                .assumeRolePolicyDocument(Documents.encoded(role.trustPolicy()))
                .description(role.description().orElse(null))
                .maxSessionDuration(role.maxSessionSeconds())
                .build();
    }

    static User user(Identity identity) {
        return listedUser(identity).toBuilder()
                .permissionsBoundary(boundary(identity))
                .tags(tags(identity))
                .build();
    }

    static User listedUser(Identity identity) {
        return User.builder()
                .path(identity.path())
                .userName(identity.name())
                .userId(identity.id())
                .arn(identity.arn())
                .createDate(identity.createdAt())
                .build();
    }

    static Group group(Identity identity) {
        return Group.builder()
                .path(identity.path())
                .groupName(identity.name())
                .groupId(identity.id())
                .arn(identity.arn())
                .createDate(identity.createdAt())
                .build();
    }

    private static @Nullable List<Tag> tags(Identity identity) {
        return identity.tags().isEmpty() ? null : Tags.listed(identity.tags());
    }

    private static @Nullable AttachedPermissionsBoundary boundary(Identity identity) {
        return identity.boundary()
                .map(arn -> AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                        .permissionsBoundaryArn(arn)
                        .build())
                .orElse(null);
    }

    static Policy policy(ManagedPolicy policy, Reader reader, String account) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersion())
                .attachmentCount(Identities.attachments(reader, account, policy.arn()))
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .description(policy.description().orElse(null))
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt())
                .tags(policy.tags().isEmpty() ? null : Tags.listed(policy.tags()))
                .build();
    }

    static PolicyVersion version(ManagedPolicy policy, ManagedPolicy.Version version, boolean withDocument) {
        return PolicyVersion.builder()
                .document(withDocument ? Documents.encoded(version.document()) : null)
                .versionId(version.id())
                .isDefaultVersion(version.id().equals(policy.defaultVersion()))
                .createDate(version.createdAt())
                .build();
    }
}
