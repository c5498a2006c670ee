package dev.landfall.iam;

import dev.landfall.contract.Fault;
import dev.landfall.contract.iam.IamErrors;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;

/** What IAM answers when it cannot do as asked. */
final class IamFaults {
    private IamFaults() {}

    static Fault noSuchEntity(String message) {
        return Fault.of(IamErrors.NO_SUCH_ENTITY_EXCEPTION, message);
    }

    static Fault notFound(IdentityType type, String name) {
        return noSuchEntity("The " + type.noun() + " with name " + name + " cannot be found.");
    }

    static Fault inlineNotFound(IdentityType type, String policy) {
        return noSuchEntity("The " + type.noun() + " policy with name " + policy + " cannot be found.");
    }

    static Fault policyNotFound(String arn) {
        return noSuchEntity("Policy " + arn + " was not found.");
    }

    static Fault policyNotAttachable(String arn) {
        return noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
    }

    static Fault versionNotFound(String arn, String version) {
        return noSuchEntity("Policy " + arn + " version " + version + " does not exist or is not attachable.");
    }

    static Fault accessKeyNotFound(String id) {
        return noSuchEntity("The Access Key with id " + id + " cannot be found.");
    }

    static Fault profileNotFound(String name) {
        return noSuchEntity("Instance Profile " + name + " cannot be found.");
    }

    private static Fault exists(String message) {
        return Fault.of(IamErrors.ENTITY_ALREADY_EXISTS_EXCEPTION, message);
    }

    static Fault exists(IdentityType type, String name) {
        return exists(type.title() + " with name " + name + " already exists.");
    }

    static Fault policyExists(String name) {
        return exists("A policy called " + name + " already exists. Duplicate names are not allowed.");
    }

    static Fault profileExists(String name) {
        return exists("Instance Profile " + name + " already exists.");
    }

    static Fault deleteConflict(String message) {
        return Fault.of(IamErrors.DELETE_CONFLICT_EXCEPTION, message);
    }

    static Fault limitExceeded(String message) {
        return Fault.of(IamErrors.LIMIT_EXCEEDED_EXCEPTION, message);
    }

    static Fault quota(String name, int most) {
        return limitExceeded("Cannot exceed quota for " + name + ": " + most);
    }

    static Fault invalidInput(String message) {
        return Fault.of(IamErrors.INVALID_INPUT_EXCEPTION, message);
    }

    static Fault validation(String message) {
        return Fault.unlisted("ValidationError", 400, message);
    }

    static Fault malformed(MalformedPolicy policy) {
        return Fault.of(IamErrors.MALFORMED_POLICY_DOCUMENT_EXCEPTION, policy.text());
    }

    static Fault protectedRole(String name) {
        return Fault.of(
                IamErrors.UNMODIFIABLE_ENTITY_EXCEPTION,
                "Cannot perform the operation on the protected role '" + name
                        + "' - this role is only modifiable by AWS");
    }

    static Fault accessDenied(String message) {
        return Fault.unlisted("AccessDenied", 403, message);
    }
}
