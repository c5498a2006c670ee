package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.iam.GetRoleRequest;
import dev.landfall.contract.iam.GetRoleResponse;
import dev.landfall.contract.iam.IamErrors;
import dev.landfall.contract.iam.ListRolesRequest;
import dev.landfall.contract.iam.ListRolesResponse;
import dev.landfall.contract.iam.Role;
import java.time.Instant;
import java.util.List;

/** What the query protocol is tried with. */
public final class TinyIam {
    public GetRoleResponse getRole(GetRoleRequest in, Call call) {
        var name = in.roleNameOr("");
        if (name.equals("gone")) {
            throw Fault.of(IamErrors.NO_SUCH_ENTITY_EXCEPTION, "The role with name " + name + " cannot be found.");
        }
        return GetRoleResponse.builder().role(role(name, call)).build();
    }

    public ListRolesResponse listRoles(ListRolesRequest in, Call call) {
        return ListRolesResponse.builder()
                .roles(List.of(role("a", call), role("b & <c>", call)))
                .isTruncated(false)
                .build();
    }

    private static Role role(String name, Call call) {
        return Role.builder()
                .roleName(name)
                .path("/")
                .roleId("AROA1234567890123456")
                .arn(call.realm().globalArn("iam", "role/" + name))
                .createDate(Instant.parse("2026-11-21T20:00:00Z"))
                .build();
    }
}
