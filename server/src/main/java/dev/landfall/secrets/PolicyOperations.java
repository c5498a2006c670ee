package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.DeleteResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.DeleteResourcePolicyResponse;
import dev.landfall.contract.secretsmanager.GetResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.GetResourcePolicyResponse;
import dev.landfall.contract.secretsmanager.PutResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.PutResourcePolicyResponse;
import dev.landfall.contract.secretsmanager.ValidateResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.ValidateResourcePolicyResponse;
import dev.landfall.contract.secretsmanager.ValidationErrorsEntry;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.iam.policy.Statement;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Optional;

/** Policies on secrets: who may do what with one, beside what identities' own policies say. */
public final class PolicyOperations {
    private final Store store;

    PolicyOperations(Store store) {
        this.store = store;
    }

    public PutResourcePolicyResponse putResourcePolicy(PutResourcePolicyRequest in, Call call) {
        var document = parse(in.resourcePolicyOr(""));
        if (in.blockPublicPolicyOr(false) && isPublic(document)) {
            throw SecretsFaults.publicPolicy();
        }
        var secret = update(call, in.secretIdOr(""), Optional.of(in.resourcePolicyOr("")));
        return PutResourcePolicyResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .build();
    }

    public GetResourcePolicyResponse getResourcePolicy(GetResourcePolicyRequest in, Call call) {
        var secret = store.read(reader -> SecretIds.inUse(reader, call.realm(), in.secretIdOr("")));
        return GetResourcePolicyResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .resourcePolicy(secret.policy().orElse(null))
                .build();
    }

    public DeleteResourcePolicyResponse deleteResourcePolicy(DeleteResourcePolicyRequest in, Call call) {
        var secret = update(call, in.secretIdOr(""), Optional.empty());
        return DeleteResourcePolicyResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .build();
    }

    public ValidateResourcePolicyResponse validateResourcePolicy(ValidateResourcePolicyRequest in, Call call) {
        if (in.secretId() != null) {
            store.read(reader -> SecretIds.inUse(reader, call.realm(), in.secretIdOr("")));
        }
        var errors = isPublic(parse(in.resourcePolicyOr("")))
                ? List.of(ValidationErrorsEntry.builder()
                        .checkName("PUBLIC_POLICY")
                        .errorMessage(SecretsFaults.publicPolicy().message())
                        .build())
                : List.<ValidationErrorsEntry>of();
        return ValidateResourcePolicyResponse.builder()
                .policyValidationPassed(errors.isEmpty())
                .validationErrors(errors)
                .build();
    }

    private Secret update(Call call, String id, Optional<String> policy) {
        return store.transact(tx -> {
            var before = SecretIds.inUse(tx, call.realm(), id);
            return Versions.put(tx, call.realm(), before.withPolicy(policy));
        });
    }

    private static PolicyDocument parse(String text) {
        try {
            return PolicyDocument.parse(text, PolicyType.RESOURCE);
        } catch (MalformedPolicy e) {
            throw SecretsFaults.malformedPolicy(e.text());
        }
    }

    /** Whether it lets everybody in, on no condition. */
    private static boolean isPublic(PolicyDocument document) {
        return document.statements().stream()
                .anyMatch(statement -> statement.effect() == Statement.Effect.ALLOW
                        && statement.conditions().isEmpty()
                        && statement
                                .principals()
                                .filter(who -> who.allBut()
                                        || who.byType()
                                                .getOrDefault("AWS", List.of())
                                                .contains("*"))
                                .isPresent());
    }
}
