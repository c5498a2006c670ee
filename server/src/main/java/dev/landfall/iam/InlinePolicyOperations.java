package dev.landfall.iam;

import dev.landfall.contract.iam.DeleteGroupPolicyRequest;
import dev.landfall.contract.iam.DeleteGroupPolicyResponse;
import dev.landfall.contract.iam.DeleteRolePolicyRequest;
import dev.landfall.contract.iam.DeleteRolePolicyResponse;
import dev.landfall.contract.iam.DeleteUserPolicyRequest;
import dev.landfall.contract.iam.DeleteUserPolicyResponse;
import dev.landfall.contract.iam.GetGroupPolicyRequest;
import dev.landfall.contract.iam.GetGroupPolicyResponse;
import dev.landfall.contract.iam.GetRolePolicyRequest;
import dev.landfall.contract.iam.GetRolePolicyResponse;
import dev.landfall.contract.iam.GetUserPolicyRequest;
import dev.landfall.contract.iam.GetUserPolicyResponse;
import dev.landfall.contract.iam.ListGroupPoliciesRequest;
import dev.landfall.contract.iam.ListGroupPoliciesResponse;
import dev.landfall.contract.iam.ListRolePoliciesRequest;
import dev.landfall.contract.iam.ListRolePoliciesResponse;
import dev.landfall.contract.iam.ListUserPoliciesRequest;
import dev.landfall.contract.iam.ListUserPoliciesResponse;
import dev.landfall.contract.iam.PutGroupPolicyRequest;
import dev.landfall.contract.iam.PutGroupPolicyResponse;
import dev.landfall.contract.iam.PutRolePolicyRequest;
import dev.landfall.contract.iam.PutRolePolicyResponse;
import dev.landfall.contract.iam.PutUserPolicyRequest;
import dev.landfall.contract.iam.PutUserPolicyResponse;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies that are part of a role, user or group. */
public final class InlinePolicyOperations {
    private final Store store;

    public InlinePolicyOperations(Store store) {
        this.store = store;
    }

    public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest in, Call call) {
        put(call, IdentityType.ROLE, in.roleNameOr(""), in.policyNameOr(""), in.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }

    public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest in, Call call) {
        return store.read(reader -> {
            var identity = Identities.get(reader, call.realm().account(), IdentityType.ROLE, in.roleNameOr(""));
            return GetRolePolicyResponse.builder()
                    .roleName(identity.name())
                    .policyName(in.policyName())
                    .policyDocument(document(identity, in.policyNameOr("")))
                    .build();
        });
    }

    public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest in, Call call) {
        var names = names(call, IdentityType.ROLE, in.roleNameOr(""));
        var page = Listing.of(names, name -> name, in.marker(), in.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest in, Call call) {
        delete(call, IdentityType.ROLE, in.roleNameOr(""), in.policyNameOr(""));
        return DeleteRolePolicyResponse.builder().build();
    }

    public PutUserPolicyResponse putUserPolicy(PutUserPolicyRequest in, Call call) {
        put(call, IdentityType.USER, in.userNameOr(""), in.policyNameOr(""), in.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }

    public GetUserPolicyResponse getUserPolicy(GetUserPolicyRequest in, Call call) {
        return store.read(reader -> {
            var identity = Identities.get(reader, call.realm().account(), IdentityType.USER, in.userNameOr(""));
            return GetUserPolicyResponse.builder()
                    .userName(identity.name())
                    .policyName(in.policyName())
                    .policyDocument(document(identity, in.policyNameOr("")))
                    .build();
        });
    }

    public ListUserPoliciesResponse listUserPolicies(ListUserPoliciesRequest in, Call call) {
        var names = names(call, IdentityType.USER, in.userNameOr(""));
        var page = Listing.of(names, name -> name, in.marker(), in.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public DeleteUserPolicyResponse deleteUserPolicy(DeleteUserPolicyRequest in, Call call) {
        delete(call, IdentityType.USER, in.userNameOr(""), in.policyNameOr(""));
        return DeleteUserPolicyResponse.builder().build();
    }

    public PutGroupPolicyResponse putGroupPolicy(PutGroupPolicyRequest in, Call call) {
        put(call, IdentityType.GROUP, in.groupNameOr(""), in.policyNameOr(""), in.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }

    public GetGroupPolicyResponse getGroupPolicy(GetGroupPolicyRequest in, Call call) {
        return store.read(reader -> {
            var identity = Identities.get(reader, call.realm().account(), IdentityType.GROUP, in.groupNameOr(""));
            return GetGroupPolicyResponse.builder()
                    .groupName(identity.name())
                    .policyName(in.policyName())
                    .policyDocument(document(identity, in.policyNameOr("")))
                    .build();
        });
    }

    public ListGroupPoliciesResponse listGroupPolicies(ListGroupPoliciesRequest in, Call call) {
        var names = names(call, IdentityType.GROUP, in.groupNameOr(""));
        var page = Listing.of(names, name -> name, in.marker(), in.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public DeleteGroupPolicyResponse deleteGroupPolicy(DeleteGroupPolicyRequest in, Call call) {
        delete(call, IdentityType.GROUP, in.groupNameOr(""), in.policyNameOr(""));
        return DeleteGroupPolicyResponse.builder().build();
    }

    private void put(Call call, IdentityType type, String name, String policy, @Nullable String document) {
        var checked = Documents.checked(document, PolicyType.IDENTITY);
        store.transact(tx -> Identities.update(tx, call.realm().account(), type, name, identity -> {
            var updated = identity.withInline(policy, Optional.of(checked));
            var size =
                    updated.inline().values().stream().mapToInt(Documents::size).sum();
            if (size > type.maxInlineBytes()) {
                throw IamFaults.limitExceeded("Maximum policy size of " + type.maxInlineBytes() + " bytes exceeded for "
                        + type.noun() + " " + name);
            }
            return updated;
        }));
    }

    private void delete(Call call, IdentityType type, String name, String policy) {
        store.transact(tx -> Identities.update(tx, call.realm().account(), type, name, identity -> {
            document(identity, policy);
            return identity.withInline(policy, Optional.empty());
        }));
    }

    /** @throws dev.landfall.contract.Fault when there is none */
    private static String document(Identity identity, String policy) {
        var document = identity.inline().get(policy);
        if (document == null) {
            throw IamFaults.inlineNotFound(identity.type(), policy);
        }
        return Documents.encoded(document);
    }

    private List<String> names(Call call, IdentityType type, String name) {
        return store.read(
                reader -> List.copyOf(Identities.get(reader, call.realm().account(), type, name)
                        .inline()
                        .keySet()));
    }
}
