package dev.landfall.iam;

import dev.landfall.contract.iam.AddRoleToInstanceProfileRequest;
import dev.landfall.contract.iam.AddRoleToInstanceProfileResponse;
import dev.landfall.contract.iam.CreateInstanceProfileRequest;
import dev.landfall.contract.iam.CreateInstanceProfileResponse;
import dev.landfall.contract.iam.DeleteInstanceProfileRequest;
import dev.landfall.contract.iam.DeleteInstanceProfileResponse;
import dev.landfall.contract.iam.GetInstanceProfileRequest;
import dev.landfall.contract.iam.GetInstanceProfileResponse;
import dev.landfall.contract.iam.ListInstanceProfilesForRoleRequest;
import dev.landfall.contract.iam.ListInstanceProfilesForRoleResponse;
import dev.landfall.contract.iam.ListInstanceProfilesRequest;
import dev.landfall.contract.iam.ListInstanceProfilesResponse;
import dev.landfall.contract.iam.RemoveRoleFromInstanceProfileRequest;
import dev.landfall.contract.iam.RemoveRoleFromInstanceProfileResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Instance profiles: how a role comes to a machine. */
public final class InstanceProfileOperations {
    private final Store store;
    private final IamIds ids;

    public InstanceProfileOperations(Store store, RandomGenerator random) {
        this.store = store;
        this.ids = new IamIds(random);
    }

    public CreateInstanceProfileResponse createInstanceProfile(CreateInstanceProfileRequest in, Call call) {
        var profile = new InstanceProfile(
                call.realm().account(),
                in.instanceProfileNameOr(""),
                in.pathOr("/"),
                ids.unique("AIPA"),
                call.now().truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                Tags.of(in.tagsOrEmpty()));
        return store.transact(tx -> {
            if (tx.get(InstanceProfile.KIND, profile.key()).isPresent()) {
                throw IamFaults.profileExists(profile.name());
            }
            tx.put(InstanceProfile.KIND, profile.key(), profile);
            return CreateInstanceProfileResponse.builder()
                    .instanceProfile(profile.shape(tx))
                    .build();
        });
    }

    public GetInstanceProfileResponse getInstanceProfile(GetInstanceProfileRequest in, Call call) {
        return store.read(reader -> GetInstanceProfileResponse.builder()
                .instanceProfile(InstanceProfile.get(reader, call.realm().account(), in.instanceProfileNameOr(""))
                        .shape(reader))
                .build());
    }

    public ListInstanceProfilesResponse listInstanceProfiles(ListInstanceProfilesRequest in, Call call) {
        return store.read(reader -> {
            var all = InstanceProfile.all(reader, call.realm().account()).stream()
                    .filter(profile -> profile.path().startsWith(in.pathPrefixOr("/")))
                    .toList();
            var page = Listing.of(all, InstanceProfile::name, in.marker(), in.maxItems());
            return ListInstanceProfilesResponse.builder()
                    .instanceProfiles(page.items().stream()
                            .map(profile -> profile.shape(reader))
                            .toList())
                    .isTruncated(page.isTruncated())
                    .marker(page.marker())
                    .build();
        });
    }

    public ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
            ListInstanceProfilesForRoleRequest in, Call call) {
        return store.read(reader -> {
            var role = Identities.get(reader, call.realm().account(), IdentityType.ROLE, in.roleNameOr(""));
            var page = Listing.of(InstanceProfile.of(reader, role), InstanceProfile::name, in.marker(), in.maxItems());
            return ListInstanceProfilesForRoleResponse.builder()
                    .instanceProfiles(page.items().stream()
                            .map(profile -> profile.shape(reader))
                            .toList())
                    .isTruncated(page.isTruncated())
                    .marker(page.marker())
                    .build();
        });
    }

    public AddRoleToInstanceProfileResponse addRoleToInstanceProfile(AddRoleToInstanceProfileRequest in, Call call) {
        store.transact(tx -> {
            var role = Identities.get(tx, call.realm().account(), IdentityType.ROLE, in.roleNameOr(""));
            var profile = InstanceProfile.get(tx, call.realm().account(), in.instanceProfileNameOr(""));
            if (profile.role().isPresent()) {
                throw IamFaults.quota("InstanceSessionsPerInstanceProfile", 1);
            }
            return tx.put(InstanceProfile.KIND, profile.key(), profile.withRole(Optional.of(role.name())));
        });
        return AddRoleToInstanceProfileResponse.builder().build();
    }

    public RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(
            RemoveRoleFromInstanceProfileRequest in, Call call) {
        store.transact(tx -> {
            var profile = InstanceProfile.get(tx, call.realm().account(), in.instanceProfileNameOr(""));
            if (profile.role().filter(in.roleNameOr("")::equalsIgnoreCase).isEmpty()) {
                throw IamFaults.notFound(IdentityType.ROLE, in.roleNameOr(""));
            }
            return tx.put(InstanceProfile.KIND, profile.key(), profile.withRole(Optional.empty()));
        });
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }

    public DeleteInstanceProfileResponse deleteInstanceProfile(DeleteInstanceProfileRequest in, Call call) {
        store.transact(tx -> {
            var profile = InstanceProfile.get(tx, call.realm().account(), in.instanceProfileNameOr(""));
            if (profile.role().isPresent()) {
                throw IamFaults.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
            }
            return tx.delete(InstanceProfile.KIND, profile.key());
        });
        return DeleteInstanceProfileResponse.builder().build();
    }
}
