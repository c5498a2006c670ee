package dev.landfall.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.ssm.ParameterTier;
import dev.landfall.contract.ssm.ParameterType;
import dev.landfall.contract.ssm.PutParameterRequest;
import dev.landfall.contract.ssm.PutParameterResponse;
import dev.landfall.store.Key;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import java.util.Map;
import java.util.Optional;

/** Writes parameters. */
public final class PutOperations {
    private static final int STANDARD_BYTES = 4_096;
    private static final int ADVANCED_BYTES = 8_192;
    private static final int MOST_VERSIONS = 100;
    private static final int MOST_STANDARD = 10_000;
    private static final int MOST_ADVANCED = 100_000;

    private final Store store;
    private final Vault vault;

    public PutOperations(Store store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    public PutParameterResponse putParameter(PutParameterRequest in, Call call) {
        Names.check(call.realm(), in.nameOr(""));
        check(in);
        var written = store.transact(tx -> {
            var known = tx.get(Parameter.KIND, Parameter.key(call.realm(), in.nameOr("")));
            return known.isPresent() ? overwrite(tx, known.get(), in, call) : create(tx, in, call);
        });
        return PutParameterResponse.builder()
                .version(written.latest())
                .tier(written.tier())
                .build();
    }

    private static void check(PutParameterRequest in) {
        if (in.overwriteOr(false) && !in.tagsOrEmpty().isEmpty()) {
            throw SsmFaults.validation(
                    "Invalid request: tags and overwrite can't be used together. To create a parameter"
                            + " with tags, please remove overwrite flag. To update tags for an existing parameter, please use"
                            + " AddTagsToResource or RemoveTagsFromResource.");
        }
        if (in.valueOr("").isEmpty()) {
            throw SsmFaults.validation("1 validation error detected: Value at 'value' failed to satisfy constraint:"
                    + " Member must have length greater than or equal to 1.");
        }
        if (!in.dataTypeOr(Version.DATA_TYPE).equals(Version.DATA_TYPE)) {
            throw SsmFaults.validation("The following data type is not supported: " + in.dataTypeOr("")
                    + " (Data type names are all lowercase.)");
        }
        if (!in.allowedPatternOr("").isEmpty()) {
            AllowedPattern.check(in.allowedPatternOr(""), in.valueOr(""));
        }
    }

    private Parameter create(Transaction tx, PutParameterRequest in, Call call) {
        if (in.type() == null) {
            throw SsmFaults.validation("A parameter type is required when you create a parameter.");
        }
        var tier = tier(in, ParameterTier.STANDARD);
        var parameter = new Parameter(
                in.nameOr(""),
                1,
                1,
                tier,
                Map.of(),
                Tags.merged(Map.of(), in.tagsOrEmpty()),
                expiration(in, Optional.empty(), tier));
        checkCount(tx, tier, call);
        return write(tx, parameter, in.typeOr(ParameterType.STRING), in, call);
    }

    /** What there is stays until a request brings other policies, or none of them. */
    private static Optional<Expiration> expiration(
            PutParameterRequest in, Optional<Expiration> before, ParameterTier tier) {
        if (in.policies() == null) {
            return before;
        }
        var wanted = Expiration.parse(in.policiesOr(""));
        if (wanted.isPresent() && tier != ParameterTier.ADVANCED) {
            throw SsmFaults.validation("Parameter policies are only supported for parameters of the advanced tier.");
        }
        return wanted;
    }

    private static void checkCount(Transaction tx, ParameterTier tier, Call call) {
        var most = tier == ParameterTier.ADVANCED ? MOST_ADVANCED : MOST_STANDARD;
        var realm = Key.of(call.realm().account(), call.realm().region(), tier.value());
        if (tx.count(Parameter.KIND, Parameter.BY_TIER, realm) >= most) {
            throw SsmFaults.tooManyParameters(most);
        }
    }

    private Parameter overwrite(Transaction tx, Parameter known, PutParameterRequest in, Call call) {
        if (!in.overwriteOr(false)) {
            throw SsmFaults.alreadyExists();
        }
        var before = Parameters.version(tx, call.realm(), known, known.latest());
        if (in.typeOr(before.type()) != before.type()) {
            throw SsmFaults.typeMismatch();
        }
        var tier = tier(in, known.tier());
        var oldest = known.oldest();
        if (known.latest() - oldest + 1 >= MOST_VERSIONS) {
            if (known.labels().containsValue(oldest)) {
                throw SsmFaults.oldestIsLabelled(known.name(), oldest);
            }
            tx.delete(Version.KIND, Version.key(call.realm(), known.name(), oldest++));
        }
        var next = known.withVersions(oldest, known.latest() + 1, tier)
                .withExpiration(expiration(in, known.expiration(), tier));
        return write(tx, next, before.type(), in, call);
    }

    private Parameter write(
            Transaction tx, Parameter parameter, ParameterType type, PutParameterRequest in, Call call) {
        checkKey(in, type);
        var place = Version.place(call.realm(), parameter.name(), parameter.latest());
        var version = new Version(
                parameter.name(),
                parameter.latest(),
                type,
                vault.seal(in.valueOr(""), place),
                Optional.ofNullable(in.description()),
                Optional.ofNullable(in.allowedPattern()).filter(pattern -> !pattern.isEmpty()),
                parameter.tier(),
                call.now(),
                call.principal().arn());
        tx.put(Version.KIND, Version.key(call.realm(), version.name(), version.number()), version);
        tx.put(Parameter.KIND, Parameter.key(call.realm(), parameter.name()), parameter);
        return parameter;
    }

    private static void checkKey(PutParameterRequest in, ParameterType type) {
        var keyId = in.keyIdOr(Version.KEY_ID);
        if (in.keyId() != null && type != ParameterType.SECURE_STRING) {
            throw SsmFaults.validation("KeyId is required for SecureString type parameter only.");
        }
        if (!keyId.equals(Version.KEY_ID)) {
            throw SsmFaults.unknownKey(keyId);
        }
    }

    private static ParameterTier tier(PutParameterRequest in, ParameterTier before) {
        var length = in.valueOr("").getBytes(UTF_8).length;
        var asked = in.tierOr(before);
        if (asked == ParameterTier.STANDARD && before == ParameterTier.ADVANCED) {
            throw SsmFaults.validation(
                    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter"
                            + " from the advanced-parameter tier to the standard-parameter tier.");
        }
        var tier = switch (asked) {
            case STANDARD, ADVANCED -> asked;
            case INTELLIGENT_TIERING ->
                length > STANDARD_BYTES || before == ParameterTier.ADVANCED || in.policies() != null
                        ? ParameterTier.ADVANCED
                        : ParameterTier.STANDARD;
        };
        if (tier == ParameterTier.STANDARD && length > STANDARD_BYTES) {
            throw SsmFaults.validation(
                    "Standard tier parameters support a maximum parameter value of " + STANDARD_BYTES
                            + " characters. To create a larger parameter value, upgrade the parameter to use the"
                            + " advanced-parameter tier. For more information, see"
                            + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");
        }
        if (length > ADVANCED_BYTES) {
            throw SsmFaults.validation(
                    "Advanced tier parameters support a maximum parameter value of " + ADVANCED_BYTES + " characters.");
        }
        return tier;
    }
}
