package dev.landfall.iam;

import dev.landfall.contract.iam.AccessKey;
import dev.landfall.contract.iam.AccessKeyMetadata;
import dev.landfall.contract.iam.CreateAccessKeyRequest;
import dev.landfall.contract.iam.CreateAccessKeyResponse;
import dev.landfall.contract.iam.DeleteAccessKeyRequest;
import dev.landfall.contract.iam.DeleteAccessKeyResponse;
import dev.landfall.contract.iam.ListAccessKeysRequest;
import dev.landfall.contract.iam.ListAccessKeysResponse;
import dev.landfall.contract.iam.StatusType;
import dev.landfall.contract.iam.UpdateAccessKeyRequest;
import dev.landfall.contract.iam.UpdateAccessKeyResponse;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Access keys of users and of an account's root. */
public final class AccessKeyOperations {
    private static final int MAX_KEYS = 2; // AWS's quota

    private final Store store;
    private final Vault vault;
    private final IamIds ids;

    public AccessKeyOperations(Store store, Vault vault, RandomGenerator random) {
        this.store = store;
        this.vault = vault;
        this.ids = new IamIds(random);
    }

    /** The user's name; empty for root, who needs none. */
    private static String owner(@Nullable String userName, Call call) {
        return userName != null ? userName : Callers.userName(call.principal()).orElse("");
    }

    private static void requireOwner(Reader reader, String account, String owner) {
        if (!owner.isEmpty()) {
            Identities.get(reader, account, IdentityType.USER, owner);
        }
    }

    public CreateAccessKeyResponse createAccessKey(CreateAccessKeyRequest in, Call call) {
        var account = call.realm().account();
        var owner = owner(in.userName(), call);
        var secret = ids.secret();
        var key = Credential.longTerm(ids.accessKey("AKIA", account), account, owner, secret, vault, call.now());
        store.transact(tx -> {
            requireOwner(tx, account, owner);
            if (Credential.of(tx, account, owner).size() >= MAX_KEYS) {
                throw IamFaults.quota("AccessKeysPerUser", MAX_KEYS);
            }
            return tx.put(Credential.KIND, key.key(), key);
        });
        return CreateAccessKeyResponse.builder()
                .accessKey(AccessKey.builder()
                        .userName(shown(owner))
                        .accessKeyId(key.id())
                        .status(StatusType.ACTIVE)
                        .secretAccessKey(secret)
                        .createDate(key.createdAt())
                        .build())
                .build();
    }

    private static String shown(String owner) {
        return owner.isEmpty() ? "root" : owner;
    }

    public ListAccessKeysResponse listAccessKeys(ListAccessKeysRequest in, Call call) {
        var account = call.realm().account();
        var owner = owner(in.userName(), call);
        var keys = store.read(reader -> {
            requireOwner(reader, account, owner);
            return Credential.of(reader, account, owner);
        });
        var page = Listing.of(keys, Credential::id, in.marker(), in.maxItems());
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.items().stream()
                        .map(key -> AccessKeyMetadata.builder()
                                .userName(shown(owner))
                                .accessKeyId(key.id())
                                .status(key.active() ? StatusType.ACTIVE : StatusType.INACTIVE)
                                .createDate(key.createdAt())
                                .build())
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    public UpdateAccessKeyResponse updateAccessKey(UpdateAccessKeyRequest in, Call call) {
        var status = in.statusOr(StatusType.ACTIVE);
        if (status == StatusType.EXPIRED) {
            throw IamFaults.invalidInput("Status Expired cannot be set.");
        }
        store.transact(tx -> {
            var key = find(tx, call, in.userName(), in.accessKeyIdOr(""));
            return tx.put(Credential.KIND, key.key(), key.withActive(status == StatusType.ACTIVE));
        });
        return UpdateAccessKeyResponse.builder().build();
    }

    public DeleteAccessKeyResponse deleteAccessKey(DeleteAccessKeyRequest in, Call call) {
        store.transact(tx -> tx.delete(
                Credential.KIND,
                find(tx, call, in.userName(), in.accessKeyIdOr("")).key()));
        return DeleteAccessKeyResponse.builder().build();
    }

    private static Credential find(Reader reader, Call call, @Nullable String userName, String id) {
        var account = call.realm().account();
        var owner = owner(userName, call);
        requireOwner(reader, account, owner);
        return Credential.of(reader, account, owner).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> IamFaults.accessKeyNotFound(id));
    }
}
