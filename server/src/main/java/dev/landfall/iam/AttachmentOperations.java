package dev.landfall.iam;

import dev.landfall.contract.iam.AttachGroupPolicyRequest;
import dev.landfall.contract.iam.AttachGroupPolicyResponse;
import dev.landfall.contract.iam.AttachRolePolicyRequest;
import dev.landfall.contract.iam.AttachRolePolicyResponse;
import dev.landfall.contract.iam.AttachUserPolicyRequest;
import dev.landfall.contract.iam.AttachUserPolicyResponse;
import dev.landfall.contract.iam.AttachedPolicy;
import dev.landfall.contract.iam.DetachGroupPolicyRequest;
import dev.landfall.contract.iam.DetachGroupPolicyResponse;
import dev.landfall.contract.iam.DetachRolePolicyRequest;
import dev.landfall.contract.iam.DetachRolePolicyResponse;
import dev.landfall.contract.iam.DetachUserPolicyRequest;
import dev.landfall.contract.iam.DetachUserPolicyResponse;
import dev.landfall.contract.iam.ListAttachedGroupPoliciesRequest;
import dev.landfall.contract.iam.ListAttachedGroupPoliciesResponse;
import dev.landfall.contract.iam.ListAttachedRolePoliciesRequest;
import dev.landfall.contract.iam.ListAttachedRolePoliciesResponse;
import dev.landfall.contract.iam.ListAttachedUserPoliciesRequest;
import dev.landfall.contract.iam.ListAttachedUserPoliciesResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.List;

/** Managed policies attached to roles, users and groups. */
public final class AttachmentOperations {
    private static final int MAX_ATTACHED = 10; // AWS's default quota

    private final Store store;

    public AttachmentOperations(Store store) {
        this.store = store;
    }

    public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest in, Call call) {
        attach(call, IdentityType.ROLE, in.roleNameOr(""), in.policyArnOr(""));
        return AttachRolePolicyResponse.builder().build();
    }

    public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest in, Call call) {
        detach(call, IdentityType.ROLE, in.roleNameOr(""), in.policyArnOr(""));
        return DetachRolePolicyResponse.builder().build();
    }

    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(ListAttachedRolePoliciesRequest in, Call call) {
        var attached = attached(call, IdentityType.ROLE, in.roleNameOr(""), in.pathPrefixOr("/"));
        var page = Listing.of(attached, policy -> policy.policyNameOr(""), in.marker(), in.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public AttachUserPolicyResponse attachUserPolicy(AttachUserPolicyRequest in, Call call) {
        attach(call, IdentityType.USER, in.userNameOr(""), in.policyArnOr(""));
        return AttachUserPolicyResponse.builder().build();
    }

    public DetachUserPolicyResponse detachUserPolicy(DetachUserPolicyRequest in, Call call) {
        detach(call, IdentityType.USER, in.userNameOr(""), in.policyArnOr(""));
        return DetachUserPolicyResponse.builder().build();
    }

    public ListAttachedUserPoliciesResponse listAttachedUserPolicies(ListAttachedUserPoliciesRequest in, Call call) {
        var attached = attached(call, IdentityType.USER, in.userNameOr(""), in.pathPrefixOr("/"));
        var page = Listing.of(attached, policy -> policy.policyNameOr(""), in.marker(), in.maxItems());
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public AttachGroupPolicyResponse attachGroupPolicy(AttachGroupPolicyRequest in, Call call) {
        attach(call, IdentityType.GROUP, in.groupNameOr(""), in.policyArnOr(""));
        return AttachGroupPolicyResponse.builder().build();
    }

    public DetachGroupPolicyResponse detachGroupPolicy(DetachGroupPolicyRequest in, Call call) {
        detach(call, IdentityType.GROUP, in.groupNameOr(""), in.policyArnOr(""));
        return DetachGroupPolicyResponse.builder().build();
    }

    public ListAttachedGroupPoliciesResponse listAttachedGroupPolicies(ListAttachedGroupPoliciesRequest in, Call call) {
        var attached = attached(call, IdentityType.GROUP, in.groupNameOr(""), in.pathPrefixOr("/"));
        var page = Listing.of(attached, policy -> policy.policyNameOr(""), in.marker(), in.maxItems());
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private void attach(Call call, IdentityType type, String name, String arn) {
        var account = call.realm().account();
        store.transact(tx -> Identities.update(tx, account, type, name, identity -> {
            if (ManagedPolicy.find(tx, account, arn).isEmpty()) {
                throw IamFaults.policyNotAttachable(arn);
            }
            if (identity.attached().contains(arn)) {
                return identity;
            }
            if (identity.attached().size() >= MAX_ATTACHED) {
                throw IamFaults.quota("PoliciesPer" + type.title(), MAX_ATTACHED);
            }
            var all = new ArrayList<>(identity.attached());
            all.add(arn);
            return identity.withAttached(all);
        }));
    }

    private void detach(Call call, IdentityType type, String name, String arn) {
        store.transact(tx -> Identities.update(tx, call.realm().account(), type, name, identity -> {
            if (!identity.attached().contains(arn)) {
                throw IamFaults.policyNotFound(arn);
            }
            return identity.withAttached(identity.attached().stream()
                    .filter(other -> !other.equals(arn))
                    .toList());
        }));
    }

    private List<AttachedPolicy> attached(Call call, IdentityType type, String name, String pathPrefix) {
        var account = call.realm().account();
        return store.read(reader -> Identities.get(reader, account, type, name).attached().stream()
                .flatMap(arn -> ManagedPolicy.find(reader, account, arn).stream())
                .filter(policy -> policy.path().startsWith(pathPrefix))
                .map(policy -> AttachedPolicy.builder()
                        .policyName(policy.name())
                        .policyArn(policy.arn())
                        .build())
                .toList());
    }
}
