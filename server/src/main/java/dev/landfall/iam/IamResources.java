package dev.landfall.iam;

import dev.landfall.contract.Structure;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.ResourceNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entities IAM's calls touch. Where a call names two, it is about the one it changes: an instance profile rather than
 * the role put into it, a group rather than its user, a role rather than the policy attached to it.
 */
public final class IamResources implements ResourceNames {
    /** Calls without a user's name are about the caller's own. */
    private static final Set<String> ABOUT_ONESELF =
            Set.of("GetUser", "CreateAccessKey", "DeleteAccessKey", "ListAccessKeys", "UpdateAccessKey");

    private final Store store;

    public IamResources(Store store) {
        this.store = store;
    }

    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        return Members.text(in, "InstanceProfileName")
                .map(name -> arn(call, "instance-profile", path(in), name))
                .or(() -> Members.text(in, "GroupName").map(name -> identity(in, call, IdentityType.GROUP, name)))
                .or(() -> Members.text(in, "RoleName").map(name -> identity(in, call, IdentityType.ROLE, name)))
                .or(() -> Members.text(in, "UserName").map(name -> identity(in, call, IdentityType.USER, name)))
                .or(() -> Members.text(in, "PolicyArn"))
                .or(() -> Members.text(in, "PolicyName").map(name -> arn(call, "policy", path(in), name)))
                .or(() -> oneself(operation, call))
                .map(List::of)
                .orElse(ANYTHING);
    }

    private static Optional<String> oneself(String operation, Call call) {
        return ABOUT_ONESELF.contains(operation) ? Optional.of(call.principal().arn()) : Optional.empty();
    }

    /** As it is written down, for only there its path is known; as it is about to be, for one that is not there. */
    private String identity(Structure in, Call call, IdentityType type, String name) {
        return store.read(reader -> Identities.find(reader, call.realm().account(), type, name))
                .map(Identity::arn)
                .orElseGet(() -> arn(call, type.noun(), path(in), name));
    }

    private static String path(Structure in) {
        return Members.text(in, "Path").orElse("/");
    }

    private static String arn(Call call, String type, String path, String name) {
        return call.realm().globalArn("iam", type + path + name);
    }
}
