package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.DeleteSecretRequest;
import dev.landfall.contract.secretsmanager.DeleteSecretResponse;
import dev.landfall.contract.secretsmanager.RestoreSecretRequest;
import dev.landfall.contract.secretsmanager.RestoreSecretResponse;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deletes secrets, at once or after a time in which they can be had back. */
public final class DeletionOperations {
    private static final long SHORTEST_DAYS = 7;
    private static final long LONGEST_DAYS = 30;

    private final Store store;

    DeletionOperations(Store store) {
        this.store = store;
    }

    public DeleteSecretResponse deleteSecret(DeleteSecretRequest in, Call call) {
        var force = in.forceDeleteWithoutRecoveryOr(false);
        if (force && in.recoveryWindowInDays() != null) {
            throw SecretsFaults.invalid(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with" + " RecoveryWindowInDays.");
        }
        var days = in.recoveryWindowInDaysOr(LONGEST_DAYS);
        if (days < SHORTEST_DAYS || days > LONGEST_DAYS) {
            throw SecretsFaults.invalid("The RecoveryWindowInDays value must be between " + SHORTEST_DAYS + " and "
                    + LONGEST_DAYS + " days (inclusive).");
        }
        return force ? forced(in, call) : planned(in, call, call.now().plus(Duration.ofDays(days)));
    }

    private DeleteSecretResponse planned(DeleteSecretRequest in, Call call, Instant ends) {
        var secret = store.transact(tx -> {
            var before = SecretIds.inUse(tx, call.realm(), in.secretIdOr(""));
            return Versions.put(tx, call.realm(), before.withDeletion(Optional.of(call.now()), Optional.of(ends)));
        });
        return deleted(secret.arn(), secret.name(), ends);
    }

    /** Also of one that was on its way out; of none at all it is as good as done. */
    private DeleteSecretResponse forced(DeleteSecretRequest in, Call call) {
        var known = store.transact(tx -> {
            var secret = SecretIds.find(tx, call.realm(), in.secretIdOr(""));
            secret.ifPresent(found -> erase(tx, Secret.key(call.realm(), found.name())));
            return secret;
        });
        var id = in.secretIdOr("");
        var arn = id.startsWith("arn:") ? id : call.realm().arn("secretsmanager", "secret:" + id);
        return deleted(
                known.map(Secret::arn).orElse(arn), known.map(Secret::name).orElse(id), call.now());
    }

    private static DeleteSecretResponse deleted(String arn, String name, Instant at) {
        return DeleteSecretResponse.builder()
                .aRN(arn)
                .name(name)
                .deletionDate(at)
                .build();
    }

    /** Takes a secret away with everything it ever said. */
    static void erase(Transaction tx, Key secret) {
        tx.list(Value.KIND, Scan.under(secret)).forEach(value -> tx.delete(Value.KIND, value.key()));
        tx.delete(Secret.KIND, secret);
    }

    public RestoreSecretResponse restoreSecret(RestoreSecretRequest in, Call call) {
        var secret = store.transact(tx -> {
            var before = SecretIds.get(tx, call.realm(), in.secretIdOr(""));
            return Versions.put(tx, call.realm(), before.withDeletion(Optional.empty(), Optional.empty()));
        });
        return RestoreSecretResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .build();
    }
}
