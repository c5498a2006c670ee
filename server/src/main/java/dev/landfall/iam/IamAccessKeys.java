package dev.landfall.iam;

import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Principal;
import dev.landfall.wire.auth.AccessKey;
import dev.landfall.wire.auth.AccessKeys;
import java.util.Optional;

/** The access keys that IAM and STS gave out. */
public final class IamAccessKeys implements AccessKeys {
    private final Store store;
    private final Vault vault;

    public IamAccessKeys(Store store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        if (!accessKeyId.matches("\\w{16,128}")) {
            return Optional.empty();
        }
        return store.read(reader -> Credential.find(reader, accessKeyId)
                .filter(Credential::active)
                .flatMap(credential -> principal(reader, credential).map(principal -> key(credential, principal))));
    }

    private AccessKey key(Credential credential, Principal principal) {
        var id = credential.id();
        return new AccessKey(
                id,
                vault.unsealText(credential.secret(), Credential.secretPlace(id)),
                principal,
                credential.session().map(session -> vault.unsealText(session.token(), Credential.tokenPlace(id))),
                credential.session().map(Credential.Session::expiresAt));
    }

    private static Optional<Principal> principal(Reader reader, Credential credential) {
        var account = credential.account();
        if (credential.session().isPresent()) {
            var session = credential.session().get();
            var principal = new Principal(account, session.arn(), session.userId(), credential.id());
            return session.role().isEmpty()
                    ? Optional.of(principal)
                    : Identities.find(
                                    reader,
                                    account,
                                    IdentityType.ROLE,
                                    session.role().get())
                            .filter(session::isOf)
                            .map(role -> principal);
        }
        return credential.owner().isEmpty()
                ? Optional.of(Principal.root(account, credential.id()))
                : Identities.find(reader, account, IdentityType.USER, credential.owner())
                        .map(user -> new Principal(account, user.arn(), user.id(), credential.id()));
    }
}
