package dev.landfall.iam;

import dev.landfall.contract.iam.ListPolicyTagsRequest;
import dev.landfall.contract.iam.ListPolicyTagsResponse;
import dev.landfall.contract.iam.ListRoleTagsRequest;
import dev.landfall.contract.iam.ListRoleTagsResponse;
import dev.landfall.contract.iam.ListUserTagsRequest;
import dev.landfall.contract.iam.ListUserTagsResponse;
import dev.landfall.contract.iam.Tag;
import dev.landfall.contract.iam.TagPolicyRequest;
import dev.landfall.contract.iam.TagPolicyResponse;
import dev.landfall.contract.iam.TagRoleRequest;
import dev.landfall.contract.iam.TagRoleResponse;
import dev.landfall.contract.iam.TagUserRequest;
import dev.landfall.contract.iam.TagUserResponse;
import dev.landfall.contract.iam.UntagPolicyRequest;
import dev.landfall.contract.iam.UntagPolicyResponse;
import dev.landfall.contract.iam.UntagRoleRequest;
import dev.landfall.contract.iam.UntagRoleResponse;
import dev.landfall.contract.iam.UntagUserRequest;
import dev.landfall.contract.iam.UntagUserResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of roles, users and policies. */
public final class TagOperations {
    private final Store store;

    public TagOperations(Store store) {
        this.store = store;
    }

    public TagRoleResponse tagRole(TagRoleRequest in, Call call) {
        change(call, IdentityType.ROLE, in.roleNameOr(""), tags -> Tags.with(tags, in.tagsOrEmpty()));
        return TagRoleResponse.builder().build();
    }

    public UntagRoleResponse untagRole(UntagRoleRequest in, Call call) {
        change(call, IdentityType.ROLE, in.roleNameOr(""), tags -> Tags.without(tags, in.tagKeysOrEmpty()));
        return UntagRoleResponse.builder().build();
    }

    public ListRoleTagsResponse listRoleTags(ListRoleTagsRequest in, Call call) {
        var tags = tags(call, IdentityType.ROLE, in.roleNameOr(""));
        var page = Listing.of(tags, tag -> tag.keyOr(""), in.marker(), in.maxItems());
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public TagUserResponse tagUser(TagUserRequest in, Call call) {
        change(call, IdentityType.USER, in.userNameOr(""), tags -> Tags.with(tags, in.tagsOrEmpty()));
        return TagUserResponse.builder().build();
    }

    public UntagUserResponse untagUser(UntagUserRequest in, Call call) {
        change(call, IdentityType.USER, in.userNameOr(""), tags -> Tags.without(tags, in.tagKeysOrEmpty()));
        return UntagUserResponse.builder().build();
    }

    public ListUserTagsResponse listUserTags(ListUserTagsRequest in, Call call) {
        var tags = tags(call, IdentityType.USER, in.userNameOr(""));
        var page = Listing.of(tags, tag -> tag.keyOr(""), in.marker(), in.maxItems());
        return ListUserTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private void change(Call call, IdentityType type, String name, UnaryOperator<Map<String, String>> change) {
        store.transact(tx -> Identities.update(
                tx, call.realm().account(), type, name, identity -> identity.withTags(change.apply(identity.tags()))));
    }

    private List<Tag> tags(Call call, IdentityType type, String name) {
        return store.read(reader -> Tags.listed(
                Identities.get(reader, call.realm().account(), type, name).tags()));
    }

    public TagPolicyResponse tagPolicy(TagPolicyRequest in, Call call) {
        changePolicy(call, in.policyArnOr(""), tags -> Tags.with(tags, in.tagsOrEmpty()));
        return TagPolicyResponse.builder().build();
    }

    public UntagPolicyResponse untagPolicy(UntagPolicyRequest in, Call call) {
        changePolicy(call, in.policyArnOr(""), tags -> Tags.without(tags, in.tagKeysOrEmpty()));
        return UntagPolicyResponse.builder().build();
    }

    public ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest in, Call call) {
        var arn = in.policyArnOr("");
        var policy =
                store.read(reader -> ManagedPolicy.find(reader, call.realm().account(), arn)
                        .orElseThrow(() -> IamFaults.policyNotFound(arn)));
        var page = Listing.of(Tags.listed(policy.tags()), tag -> tag.keyOr(""), in.marker(), in.maxItems());
        return ListPolicyTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private void changePolicy(Call call, String arn, UnaryOperator<Map<String, String>> change) {
        store.transact(tx -> {
            var policy = ManagedPolicy.find(tx, call.realm().account(), arn)
                    .filter(found -> found.account().equals(call.realm().account()))
                    .orElseThrow(() -> IamFaults.policyNotFound(arn));
            return tx.put(ManagedPolicy.KIND, policy.key(), policy.withTags(change.apply(policy.tags())));
        });
    }
}
