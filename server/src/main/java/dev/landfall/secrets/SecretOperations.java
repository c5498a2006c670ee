package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.CreateSecretRequest;
import dev.landfall.contract.secretsmanager.CreateSecretResponse;
import dev.landfall.contract.secretsmanager.DescribeSecretRequest;
import dev.landfall.contract.secretsmanager.DescribeSecretResponse;
import dev.landfall.contract.secretsmanager.UpdateSecretRequest;
import dev.landfall.contract.secretsmanager.UpdateSecretResponse;
import dev.landfall.store.Key;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Creates, changes and describes secrets. */
public final class SecretOperations {
    private static final int MOST = 500_000;

    private final Store store;
    private final Versions versions;
    private final RandomGenerator random;

    SecretOperations(Store store, Versions versions, RandomGenerator random) {
        this.store = store;
        this.versions = versions;
        this.random = random;
    }

    public CreateSecretResponse createSecret(CreateSecretRequest in, Call call) {
        SecretIds.checkName(in.nameOr(""));
        checkKey(in.kmsKeyId());
        checkType(in.type());
        if (!in.addReplicaRegionsOrEmpty().isEmpty()) {
            throw SecretsFaults.invalid("AddReplicaRegions: secrets are not replicated to other regions.");
        }
        var given = given(in.secretString(), in.secretBinary());
        var id = versions.id(in.clientRequestToken());
        var tags = Tags.merged(Map.of(), in.tagsOrEmpty());
        var secret = store.transact(tx -> {
            var known = tx.get(Secret.KIND, Secret.key(call.realm(), in.nameOr("")));
            if (known.isPresent()) {
                return again(tx, known.get(), id, given, call);
            }
            if (tx.count(
                            Secret.KIND,
                            Secret.ALL,
                            Key.of(call.realm().account(), call.realm().region()))
                    >= MOST) {
                throw SecretsFaults.limit("An account can have no more than " + MOST + " secrets in a region.");
            }
            var made = new Secret(
                    in.nameOr(""),
                    SecretIds.arn(call.realm(), in.nameOr(""), random),
                    Optional.ofNullable(in.description()),
                    call.now(),
                    call.now(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Map.of(),
                    tags,
                    Optional.empty());
            Versions.put(tx, call.realm(), made);
            return given.map(value -> versions.add(tx, made, id, value, List.of(Secret.CURRENT), call))
                    .orElse(made);
        });
        return CreateSecretResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .versionId(given.isPresent() ? id : null)
                .build();
    }

    /** The same request a second time is the same answer; any other finds the name taken. */
    private Secret again(Transaction tx, Secret known, String id, Optional<Versions.Given> given, Call call) {
        if (known.isDeleted()) {
            throw SecretsFaults.deletedName();
        }
        if (given.isEmpty() || !known.versions().containsKey(id)) {
            throw SecretsFaults.exists(known.name());
        }
        return versions.add(tx, known, id, given.get(), List.of(), call);
    }

    public UpdateSecretResponse updateSecret(UpdateSecretRequest in, Call call) {
        checkKey(in.kmsKeyId());
        checkType(in.type());
        var given = given(in.secretString(), in.secretBinary());
        var id = versions.id(in.clientRequestToken());
        var secret = store.transact(tx -> {
            var before = SecretIds.inUse(tx, call.realm(), in.secretIdOr(""));
            var described = Optional.ofNullable(in.description())
                    .map(before::withDescription)
                    .orElse(before)
                    .changed(call.now());
            Versions.put(tx, call.realm(), described);
            return given.map(value -> versions.add(tx, described, id, value, List.of(Secret.CURRENT), call))
                    .orElse(described);
        });
        return UpdateSecretResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .versionId(given.isPresent() ? id : null)
                .build();
    }

    private static Optional<Versions.Given> given(@Nullable String text, byte @Nullable [] binary) {
        return text == null && binary == null ? Optional.empty() : Optional.of(Versions.Given.of(text, binary));
    }

    private static void checkKey(@Nullable String keyId) {
        if (keyId != null && !keyId.isEmpty() && !keyId.equals(Secret.KEY_ID)) {
            throw SecretsFaults.unknownKey(keyId);
        }
    }

    private static void checkType(@Nullable String type) {
        if (type != null && !type.isEmpty()) {
            throw SecretsFaults.invalid("Type: secrets that another service manages are not supported.");
        }
    }

    public DescribeSecretResponse describeSecret(DescribeSecretRequest in, Call call) {
        var secret = store.read(reader -> SecretIds.get(reader, call.realm(), in.secretIdOr("")));
        return DescribeSecretResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .description(secret.description().orElse(null))
                .createdDate(secret.createdAt())
                .lastChangedDate(secret.changedAt())
                .deletedDate(secret.deletedAt().orElse(null))
                .tags(Tags.shapes(secret.tags()))
                .versionIdsToStages(secret.staged().isEmpty() ? null : secret.staged())
                .build();
    }
}
