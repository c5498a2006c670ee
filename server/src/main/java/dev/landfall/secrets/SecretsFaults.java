package dev.landfall.secrets;

import dev.landfall.contract.Fault;
import dev.landfall.contract.secretsmanager.SecretsmanagerErrors;

/** What Secrets Manager answers when it cannot do as asked. No message tells a value. */
final class SecretsFaults {
    private SecretsFaults() {}

    static Fault notFound() {
        return Fault.of(
                SecretsmanagerErrors.RESOURCE_NOT_FOUND_EXCEPTION, "Secrets Manager can't find the specified secret.");
    }

    static Fault valueNotFound(String by, String value) {
        return Fault.of(
                SecretsmanagerErrors.RESOURCE_NOT_FOUND_EXCEPTION,
                "Secrets Manager can't find the specified secret value for " + by + ": " + value);
    }

    static Fault exists(String name) {
        return Fault.of(
                SecretsmanagerErrors.RESOURCE_EXISTS_EXCEPTION,
                "The operation failed because the secret " + name + " already exists.");
    }

    static Fault versionExists(String id) {
        return Fault.of(
                SecretsmanagerErrors.RESOURCE_EXISTS_EXCEPTION,
                "You can't use ClientRequestToken " + id + " because that value is already in use for a version of"
                        + " secret.");
    }

    static Fault invalid(String message) {
        return Fault.of(SecretsmanagerErrors.INVALID_PARAMETER_EXCEPTION, message);
    }

    static Fault refused(String message) {
        return Fault.of(SecretsmanagerErrors.INVALID_REQUEST_EXCEPTION, message);
    }

    static Fault deletedName() {
        return refused(
                "You can't create this secret because a secret with this name is already scheduled for deletion.");
    }

    static Fault deleted() {
        return refused("You can't perform this operation on the secret because it was marked for deletion.");
    }

    static Fault limit(String message) {
        return Fault.of(SecretsmanagerErrors.LIMIT_EXCEEDED_EXCEPTION, message);
    }

    static Fault unknownKey(String keyId) {
        return invalid("The KmsKeyId " + keyId + " is not a key of this account.");
    }

    static Fault malformedPolicy(String why) {
        return Fault.of(
                SecretsmanagerErrors.MALFORMED_POLICY_DOCUMENT_EXCEPTION,
                "This resource policy contains a syntax error. " + why);
    }

    static Fault publicPolicy() {
        return Fault.of(
                SecretsmanagerErrors.PUBLIC_POLICY_EXCEPTION,
                "This resource policy grants broad access to the secret: it lets in everybody. Name principals, or set a"
                        + " condition.");
    }

    static Fault invalidToken() {
        return Fault.of(SecretsmanagerErrors.INVALID_NEXT_TOKEN_EXCEPTION, "The NextToken value is invalid.");
    }
}
