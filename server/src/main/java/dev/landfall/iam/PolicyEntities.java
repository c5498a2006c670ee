package dev.landfall.iam;

import dev.landfall.contract.iam.EntityType;
import dev.landfall.contract.iam.ListEntitiesForPolicyRequest;
import dev.landfall.contract.iam.ListEntitiesForPolicyResponse;
import dev.landfall.contract.iam.PolicyGroup;
import dev.landfall.contract.iam.PolicyRole;
import dev.landfall.contract.iam.PolicyUser;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a managed policy is attached to, by type. */
final class PolicyEntities {
    private PolicyEntities() {}

    static ListEntitiesForPolicyResponse list(ListEntitiesForPolicyRequest in, List<Identity> attached) {
        var wanted = attached.stream()
                .filter(identity -> identity.path().startsWith(in.pathPrefixOr("/")))
                .filter(identity -> filter(in.entityFilter())
                        .map(type -> type == identity.type())
                        .orElse(true))
                .toList();
        var page = Listing.of(
                wanted, identity -> identity.type().noun() + "/" + identity.name(), in.marker(), in.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyRoles(of(page, IdentityType.ROLE).stream()
                        .map(identity -> PolicyRole.builder()
                                .roleName(identity.name())
                                .roleId(identity.id())
                                .build())
                        .toList())
                .policyUsers(of(page, IdentityType.USER).stream()
                        .map(identity -> PolicyUser.builder()
                                .userName(identity.name())
                                .userId(identity.id())
                                .build())
                        .toList())
                .policyGroups(of(page, IdentityType.GROUP).stream()
                        .map(identity -> PolicyGroup.builder()
                                .groupName(identity.name())
                                .groupId(identity.id())
                                .build())
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static List<Identity> of(Listing<Identity> page, IdentityType type) {
        return page.items().stream().filter(identity -> identity.type() == type).toList();
    }

    /** The policy scopes that the filter also knows leave out nothing here. */
    private static Optional<IdentityType> filter(@Nullable EntityType filter) {
        if (filter == null) {
            return Optional.empty();
        }
        return switch (filter) {
            case USER -> Optional.of(IdentityType.USER);
            case ROLE -> Optional.of(IdentityType.ROLE);
            case GROUP -> Optional.of(IdentityType.GROUP);
            case LOCAL_MANAGED_POLICY, AWS_MANAGED_POLICY -> Optional.empty();
        };
    }
}
