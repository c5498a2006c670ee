package dev.landfall.iam;

import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.CreateRoleResponse;
import dev.landfall.contract.iam.DeleteRoleRequest;
import dev.landfall.contract.iam.DeleteRoleResponse;
import dev.landfall.contract.iam.GetRoleRequest;
import dev.landfall.contract.iam.GetRoleResponse;
import dev.landfall.contract.iam.ListRolesRequest;
import dev.landfall.contract.iam.ListRolesResponse;
import dev.landfall.contract.iam.UpdateAssumeRolePolicyRequest;
import dev.landfall.contract.iam.UpdateAssumeRolePolicyResponse;
import dev.landfall.contract.iam.UpdateRoleDescriptionRequest;
import dev.landfall.contract.iam.UpdateRoleDescriptionResponse;
import dev.landfall.contract.iam.UpdateRoleRequest;
import dev.landfall.contract.iam.UpdateRoleResponse;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Roles. */
public final class RoleOperations {
    private static final int DEFAULT_SESSION_SECONDS = 3_600;
    private static final int MAX_TRUST_BYTES = 2_048; // AWS's default quota

    private final Store store;
    private final IamIds ids;

    public RoleOperations(Store store, RandomGenerator random) {
        this.store = store;
        this.ids = new IamIds(random);
    }

    public CreateRoleResponse createRole(CreateRoleRequest in, Call call) {
        if (in.pathOr("/").startsWith(ServiceRoles.PATH)) {
            throw IamFaults.invalidInput("Role path " + in.pathOr("/") + " is reserved for service-linked roles.");
        }
        var details = new Identity.Role(
                trustPolicy(in.assumeRolePolicyDocument()),
                Optional.ofNullable(in.description()),
                in.maxSessionDurationOr(DEFAULT_SESSION_SECONDS));
        var identity = Identity.create(
                        call.realm().account(),
                        in.roleNameOr(""),
                        in.pathOr("/"),
                        ids.unique(IdentityType.ROLE.idPrefix()),
                        call.now(),
                        Tags.of(in.tagsOrEmpty()),
                        details)
                .withBoundary(Optional.ofNullable(in.permissionsBoundary()));
        var created = store.transact(tx -> {
            Boundaries.requirePolicy(tx, identity);
            return Identities.create(tx, identity);
        });
        return CreateRoleResponse.builder().role(Shapes.role(created)).build();
    }

    private static String trustPolicy(@Nullable String document) {
        var checked = Documents.checked(document, PolicyType.TRUST);
        if (Documents.size(checked) > MAX_TRUST_BYTES) {
            throw IamFaults.quota("ACLSizePerRole", MAX_TRUST_BYTES);
        }
        return checked;
    }

    public GetRoleResponse getRole(GetRoleRequest in, Call call) {
        return store.read(reader -> GetRoleResponse.builder()
                .role(Shapes.role(Identities.get(reader, call.realm().account(), IdentityType.ROLE, in.roleNameOr(""))))
                .build());
    }

    public ListRolesResponse listRoles(ListRolesRequest in, Call call) {
        var all = store.read(
                reader -> Identities.all(reader, call.realm().account(), IdentityType.ROLE, in.pathPrefixOr("/")));
        var page = Listing.of(all, Identity::name, in.marker(), in.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items().stream().map(Shapes::listedRole).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public UpdateRoleResponse updateRole(UpdateRoleRequest in, Call call) {
        update(
                call,
                in.roleNameOr(""),
                role -> new Identity.Role(
                        role.trustPolicy(),
                        Optional.ofNullable(in.description()).or(role::description),
                        in.maxSessionDurationOr(role.maxSessionSeconds())));
        return UpdateRoleResponse.builder().build();
    }

    public UpdateRoleDescriptionResponse updateRoleDescription(UpdateRoleDescriptionRequest in, Call call) {
        var updated = update(
                call,
                in.roleNameOr(""),
                role -> new Identity.Role(
                        role.trustPolicy(), Optional.ofNullable(in.description()), role.maxSessionSeconds()));
        return UpdateRoleDescriptionResponse.builder()
                .role(Shapes.role(updated))
                .build();
    }

    public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(UpdateAssumeRolePolicyRequest in, Call call) {
        var trustPolicy = trustPolicy(in.policyDocument());
        update(
                call,
                in.roleNameOr(""),
                role -> new Identity.Role(trustPolicy, role.description(), role.maxSessionSeconds()));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    private Identity update(Call call, String name, UnaryOperator<Identity.Role> change) {
        return store.transact(tx -> Identities.update(
                tx,
                call.realm().account(),
                IdentityType.ROLE,
                name,
                identity -> identity.withDetails(change.apply(identity.role()))));
    }

    public DeleteRoleResponse deleteRole(DeleteRoleRequest in, Call call) {
        store.transact(tx -> {
            var role = Identities.get(tx, call.realm().account(), IdentityType.ROLE, in.roleNameOr(""));
            Identities.requireModifiable(role);
            if (!InstanceProfile.of(tx, role).isEmpty()) {
                throw IamFaults.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
            }
            Policies.requireNone(role);
            return tx.delete(Identity.KIND, role.key());
        });
        return DeleteRoleResponse.builder().build();
    }
}
