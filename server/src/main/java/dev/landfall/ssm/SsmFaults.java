package dev.landfall.ssm;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ssm.SsmErrors;

/** What Parameter Store answers when it cannot do as asked. No message tells a value. */
final class SsmFaults {
    private SsmFaults() {}

    static Fault validation(String message) {
        return Fault.unlisted("ValidationException", 400, message);
    }

    static Fault reserved(String name) {
        return Fault.unlisted("AccessDeniedException", 400, "No access to reserved parameter name: " + name + ".");
    }

    static Fault invalidName() {
        return validation("Invalid parameter name. A name consists of letters, numbers and the symbols . - _, in levels"
                + " that are each preceded by a forward slash.");
    }

    static Fault invalidPath() {
        return validation("The parameter path must begin with a forward slash \"/\" and consist of letters, numbers and"
                + " the symbols . - _ between slashes.");
    }

    static Fault tooDeep(int most) {
        return Fault.of(
                SsmErrors.HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION,
                "A hierarchy can have a maximum of " + most + " levels.");
    }

    static Fault notFound(String name) {
        return Fault.of(SsmErrors.PARAMETER_NOT_FOUND, "Parameter " + name + " not found.");
    }

    static Fault versionNotFound(long version, String name) {
        return Fault.of(
                SsmErrors.PARAMETER_VERSION_NOT_FOUND,
                "Systems Manager could not find version " + version + " of " + name
                        + ". Verify the version and try again.");
    }

    static Fault labelNotFound(String label, String name) {
        return Fault.of(
                SsmErrors.PARAMETER_VERSION_NOT_FOUND,
                "Systems Manager could not find label " + label + " for parameter " + name
                        + ". Verify the label and try again.");
    }

    static Fault alreadyExists() {
        return Fault.of(
                SsmErrors.PARAMETER_ALREADY_EXISTS,
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
    }

    static Fault typeMismatch() {
        return Fault.of(
                SsmErrors.HIERARCHY_TYPE_MISMATCH_EXCEPTION,
                "The type of a parameter cannot be changed. Create a new parameter with the type.");
    }

    static Fault unknownKey(String keyId) {
        return Fault.of(SsmErrors.INVALID_KEY_ID, "Key " + keyId + " is not found.");
    }

    static Fault tooManyParameters(int most) {
        return Fault.of(
                SsmErrors.PARAMETER_LIMIT_EXCEEDED,
                "The account has " + most + " parameters of the tier, which is the most it can have in a region.");
    }

    static Fault oldestIsLabelled(String name, long oldest) {
        return Fault.of(
                SsmErrors.PARAMETER_MAX_VERSION_LIMIT_EXCEEDED,
                "You attempted to create a new version of " + name
                        + " by calling the PutParameter API with the overwrite flag. Version " + oldest
                        + ", the oldest version, can't be deleted because it has a label associated with it. Move the"
                        + " label to another version of the parameter, and try again.");
    }

    static Fault invalidPattern(String pattern) {
        return Fault.of(
                SsmErrors.INVALID_ALLOWED_PATTERN_EXCEPTION,
                "The AllowedPattern " + pattern + " is not a regular expression that can be checked.");
    }

    static Fault patternMismatch(String pattern) {
        return Fault.of(
                SsmErrors.PARAMETER_PATTERN_MISMATCH_EXCEPTION,
                "Parameter value, cannot be validated against allowedPattern: " + pattern);
    }

    static Fault tooManyLabels(int most) {
        return Fault.of(
                SsmErrors.PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED,
                "A parameter version can have maximum " + most
                        + " labels. Move one or more labels to another version and try again.");
    }

    static Fault unknownPolicyType(String type) {
        return Fault.of(
                SsmErrors.INVALID_POLICY_TYPE_EXCEPTION,
                "The policy type '" + type + "' is not supported. Parameter Store supports Expiration here; the"
                        + " notifications would need Amazon EventBridge, which this server does not have.");
    }

    static Fault invalidPolicyAttribute() {
        return Fault.of(
                SsmErrors.INVALID_POLICY_ATTRIBUTE_EXCEPTION,
                "The policy Expiration must have the attribute Timestamp, such as 2027-12-02T21:34:33.000Z.");
    }

    static Fault incompatiblePolicies() {
        return Fault.of(
                SsmErrors.INCOMPATIBLE_POLICY_EXCEPTION,
                "A parameter can have only one policy of the type Expiration.");
    }

    static Fault tooManyPolicies(int most) {
        return Fault.of(
                SsmErrors.POLICIES_LIMIT_EXCEEDED_EXCEPTION,
                "A parameter can have no more than " + most + " policies.");
    }

    static Fault invalidFilterKey(String key) {
        return Fault.of(SsmErrors.INVALID_FILTER_KEY, "The following filter key is not valid: " + key + ".");
    }

    static Fault invalidFilterOption(String key, String option) {
        return Fault.of(
                SsmErrors.INVALID_FILTER_OPTION,
                "The following filter option is not valid: " + option + ", with the filter key " + key + ".");
    }

    static Fault invalidFilterValue(String key) {
        return Fault.of(SsmErrors.INVALID_FILTER_VALUE, "The filter " + key + " has no valid values.");
    }

    static Fault invalidToken() {
        return Fault.of(SsmErrors.INVALID_NEXT_TOKEN, "The specified token is not valid.");
    }

    static Fault invalidResourceType() {
        return Fault.of(SsmErrors.INVALID_RESOURCE_TYPE, "The ResourceType is not valid here: only Parameter is.");
    }

    static Fault invalidResourceId(String id) {
        return Fault.of(SsmErrors.INVALID_RESOURCE_ID, "The ResourceId " + id + " does not exist.");
    }

    static Fault tooManyTags(int most) {
        return Fault.of(SsmErrors.TOO_MANY_TAGS_ERROR, "A parameter can have no more than " + most + " tags.");
    }
}
