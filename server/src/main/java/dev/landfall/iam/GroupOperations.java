package dev.landfall.iam;

import dev.landfall.contract.iam.AddUserToGroupRequest;
import dev.landfall.contract.iam.AddUserToGroupResponse;
import dev.landfall.contract.iam.CreateGroupRequest;
import dev.landfall.contract.iam.CreateGroupResponse;
import dev.landfall.contract.iam.DeleteGroupRequest;
import dev.landfall.contract.iam.DeleteGroupResponse;
import dev.landfall.contract.iam.GetGroupRequest;
import dev.landfall.contract.iam.GetGroupResponse;
import dev.landfall.contract.iam.ListGroupsForUserRequest;
import dev.landfall.contract.iam.ListGroupsForUserResponse;
import dev.landfall.contract.iam.ListGroupsRequest;
import dev.landfall.contract.iam.ListGroupsResponse;
import dev.landfall.contract.iam.RemoveUserFromGroupRequest;
import dev.landfall.contract.iam.RemoveUserFromGroupResponse;
import dev.landfall.contract.iam.UpdateGroupRequest;
import dev.landfall.contract.iam.UpdateGroupResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** Groups of users. */
public final class GroupOperations {
    private final Store store;
    private final IamIds ids;

    public GroupOperations(Store store, RandomGenerator random) {
        this.store = store;
        this.ids = new IamIds(random);
    }

    public CreateGroupResponse createGroup(CreateGroupRequest in, Call call) {
        var identity = Identity.create(
                call.realm().account(),
                in.groupNameOr(""),
                in.pathOr("/"),
                ids.unique(IdentityType.GROUP.idPrefix()),
                call.now(),
                Map.of(),
                new Identity.Group());
        var created = store.transact(tx -> Identities.create(tx, identity));
        return CreateGroupResponse.builder().group(Shapes.group(created)).build();
    }

    public GetGroupResponse getGroup(GetGroupRequest in, Call call) {
        return store.read(reader -> {
            var group = Identities.get(reader, call.realm().account(), IdentityType.GROUP, in.groupNameOr(""));
            var page = Listing.of(Identities.members(reader, group), Identity::name, in.marker(), in.maxItems());
            return GetGroupResponse.builder()
                    .group(Shapes.group(group))
                    .users(page.items().stream().map(Shapes::listedUser).toList())
                    .isTruncated(page.isTruncated())
                    .marker(page.marker())
                    .build();
        });
    }

    public ListGroupsResponse listGroups(ListGroupsRequest in, Call call) {
        var all = store.read(
                reader -> Identities.all(reader, call.realm().account(), IdentityType.GROUP, in.pathPrefixOr("/")));
        var page = Listing.of(all, Identity::name, in.marker(), in.maxItems());
        return ListGroupsResponse.builder()
                .groups(page.items().stream().map(Shapes::group).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public ListGroupsForUserResponse listGroupsForUser(ListGroupsForUserRequest in, Call call) {
        var account = call.realm().account();
        return store.read(reader -> {
            var groups = Identities.get(reader, account, IdentityType.USER, in.userNameOr("")).user().groups().stream()
                    .map(group -> Identities.get(reader, account, IdentityType.GROUP, group))
                    .toList();
            var page = Listing.of(groups, Identity::name, in.marker(), in.maxItems());
            return ListGroupsForUserResponse.builder()
                    .groups(page.items().stream().map(Shapes::group).toList())
                    .isTruncated(page.isTruncated())
                    .marker(page.marker())
                    .build();
        });
    }

    public AddUserToGroupResponse addUserToGroup(AddUserToGroupRequest in, Call call) {
        changeGroups(call, in.groupNameOr(""), in.userNameOr(""), Set::add);
        return AddUserToGroupResponse.builder().build();
    }

    public RemoveUserFromGroupResponse removeUserFromGroup(RemoveUserFromGroupRequest in, Call call) {
        changeGroups(call, in.groupNameOr(""), in.userNameOr(""), Set::remove);
        return RemoveUserFromGroupResponse.builder().build();
    }

    private void changeGroups(Call call, String group, String user, BiConsumer<Set<String>, String> change) {
        var account = call.realm().account();
        store.transact(tx -> {
            var name = Identities.get(tx, account, IdentityType.GROUP, group).name();
            return Identities.update(tx, account, IdentityType.USER, user, identity -> {
                var groups = new HashSet<>(identity.user().groups());
                change.accept(groups, name);
                return identity.withDetails(new Identity.User(groups));
            });
        });
    }

    public UpdateGroupResponse updateGroup(UpdateGroupRequest in, Call call) {
        var account = call.realm().account();
        store.transact(tx -> {
            var group = Identities.get(tx, account, IdentityType.GROUP, in.groupNameOr(""));
            var members = Identities.members(tx, group);
            var renamed = Identities.rename(tx, group, in.newGroupNameOr(group.name()), in.newPathOr(group.path()));
            for (var member : members) {
                var groups = new HashSet<>(member.user().groups());
                groups.remove(group.name());
                groups.add(renamed.name());
                Identities.save(tx, member.withDetails(new Identity.User(groups)));
            }
            return renamed;
        });
        return UpdateGroupResponse.builder().build();
    }

    public DeleteGroupResponse deleteGroup(DeleteGroupRequest in, Call call) {
        store.transact(tx -> {
            var group = Identities.get(tx, call.realm().account(), IdentityType.GROUP, in.groupNameOr(""));
            if (!Identities.members(tx, group).isEmpty()) {
                throw IamFaults.deleteConflict("Cannot delete entity, must remove users from group first.");
            }
            Policies.requireNone(group);
            return tx.delete(Identity.KIND, group.key());
        });
        return DeleteGroupResponse.builder().build();
    }
}
