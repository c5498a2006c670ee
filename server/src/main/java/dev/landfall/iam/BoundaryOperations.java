package dev.landfall.iam;

import dev.landfall.contract.iam.DeleteRolePermissionsBoundaryRequest;
import dev.landfall.contract.iam.DeleteRolePermissionsBoundaryResponse;
import dev.landfall.contract.iam.DeleteUserPermissionsBoundaryRequest;
import dev.landfall.contract.iam.DeleteUserPermissionsBoundaryResponse;
import dev.landfall.contract.iam.PutRolePermissionsBoundaryRequest;
import dev.landfall.contract.iam.PutRolePermissionsBoundaryResponse;
import dev.landfall.contract.iam.PutUserPermissionsBoundaryRequest;
import dev.landfall.contract.iam.PutUserPermissionsBoundaryResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Optional;

/** Permissions boundaries of roles and users. */
public final class BoundaryOperations {
    private final Store store;

    public BoundaryOperations(Store store) {
        this.store = store;
    }

    public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
            PutRolePermissionsBoundaryRequest in, Call call) {
        bound(call, IdentityType.ROLE, in.roleNameOr(""), Optional.ofNullable(in.permissionsBoundary()));
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    public PutUserPermissionsBoundaryResponse putUserPermissionsBoundary(
            PutUserPermissionsBoundaryRequest in, Call call) {
        bound(call, IdentityType.USER, in.userNameOr(""), Optional.ofNullable(in.permissionsBoundary()));
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            DeleteRolePermissionsBoundaryRequest in, Call call) {
        bound(call, IdentityType.ROLE, in.roleNameOr(""), Optional.empty());
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    public DeleteUserPermissionsBoundaryResponse deleteUserPermissionsBoundary(
            DeleteUserPermissionsBoundaryRequest in, Call call) {
        bound(call, IdentityType.USER, in.userNameOr(""), Optional.empty());
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }

    private void bound(Call call, IdentityType type, String name, Optional<String> arn) {
        store.transact(tx -> Identities.update(tx, call.realm().account(), type, name, identity -> {
            if (arn.isEmpty() && identity.boundary().isEmpty()) {
                throw IamFaults.noSuchEntity(
                        "The " + type.noun() + " " + name + " does not have a permissions boundary.");
            }
            var bounded = identity.withBoundary(arn);
            Boundaries.requirePolicy(tx, bounded);
            return bounded;
        }));
    }
}
