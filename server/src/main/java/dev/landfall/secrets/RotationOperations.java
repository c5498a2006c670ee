package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.CancelRotateSecretRequest;
import dev.landfall.contract.secretsmanager.CancelRotateSecretResponse;
import dev.landfall.contract.secretsmanager.RotateSecretRequest;
import dev.landfall.contract.secretsmanager.RotateSecretResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;

/** Rotation needs a function of AWS Lambda, and there is none here: it is refused, never pretended. */
public final class RotationOperations {
    private final Store store;

    RotationOperations(Store store) {
        this.store = store;
    }

    public RotateSecretResponse rotateSecret(RotateSecretRequest in, Call call) {
        store.read(reader -> SecretIds.inUse(reader, call.realm(), in.secretIdOr("")));
        if (in.rotationLambdaARN() == null) {
            throw SecretsFaults.refused("No Lambda rotation function ARN is associated with this secret.");
        }
        throw SecretsFaults.refused("Secrets Manager cannot invoke the specified Lambda function "
                + in.rotationLambdaARNOr("") + ": this server has no AWS Lambda. Put a new value with the staging label"
                + " AWSPENDING and promote it with UpdateSecretVersionStage instead.");
    }

    /** Nothing is ever under way: what AWS leaves of a rotation that is cancelled, this leaves at once. */
    public CancelRotateSecretResponse cancelRotateSecret(CancelRotateSecretRequest in, Call call) {
        var secret = store.read(reader -> SecretIds.inUse(reader, call.realm(), in.secretIdOr("")));
        return CancelRotateSecretResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .build();
    }
}
