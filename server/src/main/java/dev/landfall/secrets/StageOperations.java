package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.UpdateSecretVersionStageRequest;
import dev.landfall.contract.secretsmanager.UpdateSecretVersionStageResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Objects;
import java.util.stream.Stream;

/** Moves staging labels between versions. */
public final class StageOperations {
    private static final int MOST = 20;

    private final Store store;

    StageOperations(Store store) {
        this.store = store;
    }

    public UpdateSecretVersionStageResponse updateSecretVersionStage(UpdateSecretVersionStageRequest in, Call call) {
        var secret = store.transact(tx -> {
            var before = SecretIds.inUse(tx, call.realm(), in.secretIdOr(""));
            return Versions.put(tx, call.realm(), moved(before, in).changed(call.now()));
        });
        return UpdateSecretVersionStageResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .build();
    }

    private static Secret moved(Secret secret, UpdateSecretVersionStageRequest in) {
        var stage = in.versionStageOr("");
        var on = secret.stages().get(stage);
        Stream.of(in.moveToVersionIdOr(""), in.removeFromVersionIdOr(""))
                .filter(id -> !id.isEmpty() && !secret.versions().containsKey(id))
                .forEach(id -> {
                    throw SecretsFaults.valueNotFound("VersionId", id);
                });
        if (in.moveToVersionId() == null) {
            return removed(secret, stage, on, in);
        }
        if (on != null && !on.equals(in.moveToVersionId()) && !on.equals(in.removeFromVersionId())) {
            throw SecretsFaults.invalid("The parameter RemoveFromVersionId can't be empty. Staging label " + stage
                    + " is currently attached to version " + on
                    + ", so you must explicitly reference that version in RemoveFromVersionId.");
        }
        var changed = secret.staged(stage, in.moveToVersionIdOr(""));
        if (changed.stages().size() > MOST) {
            throw SecretsFaults.limit("A secret can have no more than " + MOST + " staging labels.");
        }
        return changed;
    }

    private static Secret removed(
            Secret secret,
            String stage,
            @org.jspecify.annotations.Nullable String on,
            UpdateSecretVersionStageRequest in) {
        if (in.removeFromVersionId() == null) {
            throw SecretsFaults.invalid("You must specify RemoveFromVersionId or MoveToVersionId.");
        }
        if (stage.equals(Secret.CURRENT)) {
            throw SecretsFaults.invalid(
                    "You can only move staging label AWSCURRENT to a different secret version. It can't be completely"
                            + " removed.");
        }
        if (!Objects.equals(on, in.removeFromVersionId())) {
            throw SecretsFaults.invalid(
                    "Staging label " + stage + " is not attached to version " + in.removeFromVersionIdOr("") + ".");
        }
        return secret.unstaged(stage);
    }
}
