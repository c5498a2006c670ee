package dev.landfall.iam;

import dev.landfall.contract.iam.CreateUserRequest;
import dev.landfall.contract.iam.CreateUserResponse;
import dev.landfall.contract.iam.DeleteUserRequest;
import dev.landfall.contract.iam.DeleteUserResponse;
import dev.landfall.contract.iam.GetUserRequest;
import dev.landfall.contract.iam.GetUserResponse;
import dev.landfall.contract.iam.ListUsersRequest;
import dev.landfall.contract.iam.ListUsersResponse;
import dev.landfall.contract.iam.UpdateUserRequest;
import dev.landfall.contract.iam.UpdateUserResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Users. */
public final class UserOperations {
    private final Store store;
    private final IamIds ids;

    public UserOperations(Store store, RandomGenerator random) {
        this.store = store;
        this.ids = new IamIds(random);
    }

    public CreateUserResponse createUser(CreateUserRequest in, Call call) {
        var identity = Identity.create(
                        call.realm().account(),
                        in.userNameOr(""),
                        in.pathOr("/"),
                        ids.unique(IdentityType.USER.idPrefix()),
                        call.now(),
                        Tags.of(in.tagsOrEmpty()),
                        new Identity.User(Set.of()))
                .withBoundary(Optional.ofNullable(in.permissionsBoundary()));
        var created = store.transact(tx -> {
            Boundaries.requirePolicy(tx, identity);
            return Identities.create(tx, identity);
        });
        return CreateUserResponse.builder().user(Shapes.user(created)).build();
    }

    public GetUserResponse getUser(GetUserRequest in, Call call) {
        var name = Optional.ofNullable(in.userName()).or(() -> Callers.userName(call.principal()));
        if (name.isEmpty()) {
            return GetUserResponse.builder().user(Callers.root(call)).build();
        }
        return store.read(reader -> GetUserResponse.builder()
                .user(Shapes.user(Identities.get(reader, call.realm().account(), IdentityType.USER, name.get())))
                .build());
    }

    public ListUsersResponse listUsers(ListUsersRequest in, Call call) {
        var all = store.read(
                reader -> Identities.all(reader, call.realm().account(), IdentityType.USER, in.pathPrefixOr("/")));
        var page = Listing.of(all, Identity::name, in.marker(), in.maxItems());
        return ListUsersResponse.builder()
                .users(page.items().stream().map(Shapes::listedUser).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public UpdateUserResponse updateUser(UpdateUserRequest in, Call call) {
        var account = call.realm().account();
        store.transact(tx -> {
            var user = Identities.get(tx, account, IdentityType.USER, in.userNameOr(""));
            var renamed = Identities.rename(tx, user, in.newUserNameOr(user.name()), in.newPathOr(user.path()));
            for (var key : Credential.of(tx, account, user.name())) {
                tx.delete(Credential.KIND, key.key());
                var moved = key.withOwner(renamed.name());
                tx.put(Credential.KIND, moved.key(), moved);
            }
            return renamed;
        });
        return UpdateUserResponse.builder().build();
    }

    public DeleteUserResponse deleteUser(DeleteUserRequest in, Call call) {
        store.transact(tx -> {
            var user = Identities.get(tx, call.realm().account(), IdentityType.USER, in.userNameOr(""));
            if (!Credential.of(tx, user.account(), user.name()).isEmpty()) {
                throw IamFaults.deleteConflict("Cannot delete entity, must delete access keys first.");
            }
            if (!user.user().groups().isEmpty()) {
                throw IamFaults.deleteConflict("Cannot delete entity, must remove user from group first.");
            }
            Policies.requireNone(user);
            return tx.delete(Identity.KIND, user.key());
        });
        return DeleteUserResponse.builder().build();
    }
}
