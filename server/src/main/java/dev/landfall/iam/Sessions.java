package dev.landfall.iam;

import dev.landfall.iam.policy.Caller;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Temporary credentials: who may have them, making them, and clearing away those that ran out. */
public final class Sessions {
    private static final int SWEPT_AT_ONCE = 500;
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1); // so that their owner is told "expired"

    private final Store store;
    private final Vault vault;
    private final IamIds ids;

    public Sessions(Store store, Vault vault, RandomGenerator random) {
        this.store = store;
        this.vault = vault;
        this.ids = new IamIds(random);
    }

    /** New credentials. */
    public record Issued(
            String accessKeyId,
            String secretAccessKey,
            String sessionToken,
            Instant expiresAt,
            String arn,
            String userId) {}

    /** A bound on what a session may do, beside what its role may. */
    public record Bound(Optional<String> policy, List<String> policyArns) {
        public static final Bound NONE = new Bound(Optional.empty(), List.of());
    }

    /** What came of asking to assume a role. */
    public sealed interface Assumed {
        record Done(Issued issued) implements Assumed {}

        /** There is no such role, or it does not trust the caller; AWS does not tell which. */
        record Refused() implements Assumed {}

        record TooLong(int maxSessionSeconds) implements Assumed {}
    }

    public Assumed assume(
            Principal principal,
            String roleArn,
            String sessionName,
            Bound bound,
            Duration lifetime,
            Optional<String> externalId,
            Instant now) {
        return store.transact(tx -> {
            var role = IamRoles.find(tx, roleArn);
            if (role.isEmpty() || !trusts(tx, role.get(), principal, externalId, now)) {
                return new Assumed.Refused();
            }
            if (lifetime.toSeconds() > role.get().role().maxSessionSeconds()) {
                return new Assumed.TooLong(role.get().role().maxSessionSeconds());
            }
            return new Assumed.Done(forRole(tx, role.get(), sessionName, bound, lifetime, now));
        });
    }

    private static boolean trusts(
            Reader reader, Identity role, Principal principal, Optional<String> externalId, Instant now) {
        var callersRole = Credential.find(reader, principal.accessKeyId())
                .flatMap(Credential::session)
                .flatMap(Credential.Session::role)
                .map(name -> Identities.find(reader, principal.account(), IdentityType.ROLE, name)
                        .map(Identity::arn)
                        .orElse(""));
        var caller = new Caller.Identity(principal.account(), principal.arn(), callersRole);
        var context = new HashMap<String, List<String>>(Map.of(
                "aws:CurrentTime",
                List.of(now.toString()),
                "aws:PrincipalArn",
                List.of(callersRole.orElse(principal.arn())),
                "aws:PrincipalAccount",
                List.of(principal.account())));
        externalId.ifPresent(id -> context.put("sts:ExternalId", List.of(id)));
        return Trust.allows(role, caller, context);
    }

    Issued forRole(Transaction tx, Identity role, String sessionName, Bound bound, Duration lifetime, Instant now) {
        var arn = "arn:aws:sts::" + role.account() + ":assumed-role/" + role.name() + "/" + sessionName;
        var userId = role.id() + ":" + sessionName;
        return issue(tx, role.account(), arn, userId, Optional.of(role.name()), bound, lifetime, now);
    }

    /** Credentials that stand for the caller itself. */
    public Issued forCaller(Principal principal, Duration lifetime, Instant now) {
        return store.transact(tx -> issue(
                tx,
                principal.account(),
                principal.arn(),
                principal.userId(),
                Optional.empty(),
                Bound.NONE,
                lifetime,
                now));
    }

    private Issued issue(
            Transaction tx,
            String account,
            String arn,
            String userId,
            Optional<String> role,
            Bound bound,
            Duration lifetime,
            Instant now) {
        var id = ids.accessKey("ASIA", account);
        var issued = new Issued(
                id, ids.secret(), ids.token(), now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS), arn, userId);
        var session = new Credential.Session(
                vault.seal(issued.sessionToken(), Credential.tokenPlace(id)),
                arn,
                userId,
                role,
                bound.policy(),
                bound.policyArns(),
                issued.expiresAt());
        var secret = vault.seal(issued.secretAccessKey(), Credential.secretPlace(id));
        var credential = new Credential(id, account, "", secret, true, now, Optional.of(session));
        tx.put(Credential.KIND, credential.key(), credential);
        return issued;
    }

    /** Removes credentials that ran out a day ago or longer. Run it now and then. */
    public void sweep(Instant now) {
        var before = now.minus(KEPT_AFTER_EXPIRY);
        var removed = SWEPT_AT_ONCE;
        while (removed == SWEPT_AT_ONCE) {
            removed = store.transact(tx -> {
                var expired = tx
                        .list(
                                Credential.KIND,
                                Credential.BY_EXPIRY,
                                Scan.under().limit(SWEPT_AT_ONCE))
                        .stream()
                        .filter(document -> document.value()
                                .session()
                                .orElseThrow()
                                .expiresAt()
                                .isBefore(before))
                        .toList();
                expired.forEach(document -> tx.delete(Credential.KIND, document.key()));
                return expired.size();
            });
        }
    }
}
