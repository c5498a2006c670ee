package dev.landfall.iam;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finding and changing roles, users and groups. */
final class Identities {
    private Identities() {}

    static Optional<Identity> find(Reader reader, String account, IdentityType type, String name) {
        return reader.get(Identity.KIND, Identity.key(account, type, name));
    }

    /** @throws dev.landfall.contract.Fault when there is none */
    static Identity get(Reader reader, String account, IdentityType type, String name) {
        return find(reader, account, type, name).orElseThrow(() -> IamFaults.notFound(type, name));
    }

    static Identity create(Transaction tx, Identity identity) {
        if (find(tx, identity.account(), identity.type(), identity.name()).isPresent()) {
            throw IamFaults.exists(identity.type(), identity.name());
        }
        return save(tx, identity);
    }

    static Identity save(Transaction tx, Identity identity) {
        tx.put(Identity.KIND, identity.key(), identity);
        return identity;
    }

    /** Changes one that exists and that is not a service's own. */
    static Identity update(
            Transaction tx, String account, IdentityType type, String name, UnaryOperator<Identity> change) {
        var identity = get(tx, account, type, name);
        requireModifiable(identity);
        return save(tx, change.apply(identity));
    }

    /** Under another name or path; its id stays. */
    static Identity rename(Transaction tx, Identity identity, String name, String path) {
        var renamed = identity.withName(name, path);
        if (!renamed.key().equals(identity.key())
                && tx.get(Identity.KIND, renamed.key()).isPresent()) {
            throw IamFaults.exists(identity.type(), name);
        }
        tx.delete(Identity.KIND, identity.key());
        return save(tx, renamed);
    }

    static void requireModifiable(Identity identity) {
        if (identity.path().startsWith(ServiceRoles.PATH)) {
            throw IamFaults.protectedRole(identity.name());
        }
    }

    static List<Identity> all(Reader reader, String account, IdentityType type, String pathPrefix) {
        return reader.list(Identity.KIND, Scan.under(account, type.noun())).stream()
                .map(Document::value)
                .filter(identity -> identity.path().startsWith(pathPrefix))
                .toList();
    }

    static List<Identity> attachedTo(Reader reader, String account, String policyArn) {
        return reader.list(Identity.KIND, Identity.BY_POLICY, Scan.under(account, policyArn)).stream()
                .map(Document::value)
                .toList();
    }

    static int attachments(Reader reader, String account, String policyArn) {
        return Math.toIntExact(reader.count(Identity.KIND, Identity.BY_POLICY, Key.of(account, policyArn)));
    }

    static List<Identity> members(Reader reader, Identity group) {
        return reader
                .list(Identity.KIND, Identity.BY_GROUP, Scan.under(group.account(), Identity.fold(group.name())))
                .stream()
                .map(Document::value)
                .toList();
    }
}
