package dev.landfall.iam;

import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.vault.Vault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * An access key: a user's, root's, or a session's.
 *
 * @param owner the user's name; empty for root and for sessions
 * @param secret encrypted
 */
record Credential(
        String id,
        String account,
        String owner,
        byte[] secret,
        boolean active,
        Instant createdAt,
        Optional<Session> session) {
    static final Index<Credential> BY_ID = new Index<>("id", (key, credential) -> List.of(Key.of(credential.id())));
    static final Index<Credential> BY_EXPIRY = new Index<>(
            "expiry",
            (key, credential) -> credential
                    .session()
                    .map(session ->
                            List.of(Key.of("%015d".formatted(session.expiresAt().toEpochMilli()))))
                    .orElse(List.of()));

    /** By account, owner in small letters ({@code *} for sessions), id. */
    static final Kind<Credential> KIND = Kind.of("iam.credential", RecordCodec.of(Credential.class), BY_ID, BY_EXPIRY);

    private static final String SESSIONS = "*"; // no user may be called so

    /**
     * Temporary credentials.
     *
     * @param token encrypted; to be presented beside each signature
     * @param arn of the principal, such as {@code arn:aws:sts::…:assumed-role/…}
     * @param role name of the role; empty for a session of a user or of root
     * @param policy a further bound on what the session may do
     */
    record Session(
            byte[] token,
            String arn,
            String userId,
            Optional<String> role,
            Optional<String> policy,
            List<String> policyArns,
            Instant expiresAt) {
        /** A role made anew under the old name is another role. */
        boolean isOf(Identity found) {
            return userId.startsWith(found.id() + ":");
        }
    }

    static Credential longTerm(String id, String account, String owner, String secret, Vault vault, Instant now) {
        return new Credential(
                id,
                account,
                owner,
                vault.seal(secret, secretPlace(id)),
                true,
                now.truncatedTo(ChronoUnit.SECONDS),
                Optional.empty());
    }

    static String secretPlace(String id) {
        return "iam.credential/secret/" + id;
    }

    static String tokenPlace(String id) {
        return "iam.credential/token/" + id;
    }

    Key key() {
        return Key.of(account, session.isPresent() ? SESSIONS : Identity.fold(owner), id);
    }

    Credential withActive(boolean is) {
        return new Credential(id, account, owner, secret, is, createdAt, session);
    }

    Credential withOwner(String name) {
        return new Credential(id, account, name, secret, active, createdAt, session);
    }

    /** A user's keys; root's for an empty name. */
    static List<Credential> of(Reader reader, String account, String owner) {
        return reader.list(KIND, Scan.under(account, Identity.fold(owner))).stream()
                .map(Document::value)
                .toList();
    }

    static Optional<Credential> find(Reader reader, String id) {
        return reader.list(KIND, BY_ID, Scan.under(id).limit(1)).stream()
                .map(Document::value)
                .findFirst();
    }
}
