package dev.landfall.iam;

import dev.landfall.contract.iam.CreateServiceLinkedRoleRequest;
import dev.landfall.contract.iam.CreateServiceLinkedRoleResponse;
import dev.landfall.contract.iam.DeleteServiceLinkedRoleRequest;
import dev.landfall.contract.iam.DeleteServiceLinkedRoleResponse;
import dev.landfall.contract.iam.DeletionTaskStatusType;
import dev.landfall.contract.iam.GetServiceLinkedRoleDeletionStatusRequest;
import dev.landfall.contract.iam.GetServiceLinkedRoleDeletionStatusResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Roles that belong to services. */
public final class ServiceLinkedRoleOperations {
    private static final int SESSION_SECONDS = 3_600;

    private final Store store;
    private final IamIds ids;

    public ServiceLinkedRoleOperations(Store store, RandomGenerator random) {
        this.store = store;
        this.ids = new IamIds(random);
    }

    public CreateServiceLinkedRoleResponse createServiceLinkedRole(CreateServiceLinkedRoleRequest in, Call call) {
        var service = in.aWSServiceNameOr("");
        var kind = ServiceRoles.of(service)
                .orElseThrow(() -> IamFaults.accessDenied(service + " does not have a service-linked role here."));
        if (in.customSuffix() != null) {
            throw IamFaults.invalidInput("Custom suffix is not allowed for " + service);
        }
        var identity = Identity.create(
                        call.realm().account(),
                        kind.roleName(),
                        ServiceRoles.PATH + service + "/",
                        ids.unique(IdentityType.ROLE.idPrefix()),
                        call.now(),
                        Map.of(),
                        new Identity.Role(
                                ServiceRoles.trustPolicy(service),
                                Optional.ofNullable(in.description()),
                                SESSION_SECONDS))
                .withAttached(kind.policies().stream()
                        .map(name -> AwsPolicies.ARN_PREFIX + "aws-service-role/" + name)
                        .toList());
        var created = store.transact(tx -> {
            if (Identities.find(tx, identity.account(), IdentityType.ROLE, identity.name())
                    .isPresent()) {
                throw IamFaults.invalidInput("Service role name " + identity.name()
                        + " has been taken in this account, please try a different suffix.");
            }
            return Identities.save(tx, identity);
        });
        return CreateServiceLinkedRoleResponse.builder()
                .role(Shapes.role(created))
                .build();
    }

    public DeleteServiceLinkedRoleResponse deleteServiceLinkedRole(DeleteServiceLinkedRoleRequest in, Call call) {
        var name = in.roleNameOr("");
        var deleted = store.transact(tx -> {
            var role = Identities.get(tx, call.realm().account(), IdentityType.ROLE, name);
            if (!role.path().startsWith(ServiceRoles.PATH)) {
                throw IamFaults.invalidInput("The role " + name + " is not a service-linked role.");
            }
            tx.delete(Identity.KIND, role.key());
            return role;
        });
        return DeleteServiceLinkedRoleResponse.builder()
                .deletionTaskId("task" + deleted.path() + deleted.name() + "/" + deleted.id())
                .build();
    }

    /** The deletion was done when its id was given. */
    public GetServiceLinkedRoleDeletionStatusResponse getServiceLinkedRoleDeletionStatus(
            GetServiceLinkedRoleDeletionStatusRequest in, Call call) {
        if (!in.deletionTaskIdOr("").startsWith("task" + ServiceRoles.PATH)) {
            throw IamFaults.noSuchEntity("Deletion Task Id " + in.deletionTaskIdOr("") + " cannot be found.");
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status(DeletionTaskStatusType.SUCCEEDED)
                .build();
    }
}
