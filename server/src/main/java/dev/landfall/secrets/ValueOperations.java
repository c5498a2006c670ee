package dev.landfall.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.secretsmanager.GetSecretValueRequest;
import dev.landfall.contract.secretsmanager.GetSecretValueResponse;
import dev.landfall.contract.secretsmanager.PutSecretValueRequest;
import dev.landfall.contract.secretsmanager.PutSecretValueResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Optional;

/** Writes and reads values. */
public final class ValueOperations {
    private final Store store;
    private final Versions versions;

    ValueOperations(Store store, Versions versions) {
        this.store = store;
        this.versions = versions;
    }

    public PutSecretValueResponse putSecretValue(PutSecretValueRequest in, Call call) {
        var given = Versions.Given.of(in.secretString(), in.secretBinary());
        var id = versions.id(in.clientRequestToken());
        if (in.rotationToken() != null) {
            throw SecretsFaults.invalid("RotationToken: rotation is not supported.");
        }
        var stages = in.versionStages() == null ? List.of(Secret.CURRENT) : in.versionStagesOrEmpty();
        var secret = store.transact(
                tx -> versions.add(tx, SecretIds.inUse(tx, call.realm(), in.secretIdOr("")), id, given, stages, call));
        return PutSecretValueResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .versionId(id)
                .versionStages(secret.stagesOf(id))
                .build();
    }

    public GetSecretValueResponse getSecretValue(GetSecretValueRequest in, Call call) {
        return store.read(reader -> {
            var secret = SecretIds.inUse(reader, call.realm(), in.secretIdOr(""));
            var id = version(secret, in);
            var value = reader.get(Value.KIND, Value.key(call.realm(), secret.name(), id))
                    .orElseThrow(SecretsFaults::notFound);
            var bytes = versions.bytes(value, secret, id, call.realm());
            return GetSecretValueResponse.builder()
                    .aRN(secret.arn())
                    .name(secret.name())
                    .versionId(id)
                    .secretBinary(value.binary() ? bytes : null)
                    .secretString(value.binary() ? null : new String(bytes, UTF_8))
                    .versionStages(secret.stagesOf(id))
                    .createdDate(secret.versions().get(id))
                    .build();
        });
    }

    private static String version(Secret secret, GetSecretValueRequest in) {
        var stage = in.versionStageOr(Secret.CURRENT);
        var staged = Optional.ofNullable(secret.stages().get(stage));
        if (in.versionId() == null) {
            return staged.orElseThrow(() -> SecretsFaults.valueNotFound("staging label", stage));
        }
        var id = in.versionIdOr("");
        if (!secret.versions().containsKey(id)) {
            throw SecretsFaults.valueNotFound("VersionId", id);
        }
        if (in.versionStage() != null && !staged.equals(Optional.of(id))) {
            throw SecretsFaults.refused(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return id;
    }
}
