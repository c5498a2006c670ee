package dev.landfall.sts;

import dev.landfall.contract.Fault;
import dev.landfall.contract.sts.StsErrors;
import dev.landfall.wire.Principal;

/** What STS answers when it cannot do as asked. */
final class StsFaults {
    private StsFaults() {}

    static Fault mayNotAssume(Principal principal, String roleArn) {
        return accessDenied(
                "User: " + principal.arn() + " is not authorized to perform: sts:AssumeRole on resource: " + roleArn);
    }

    static Fault accessDenied(String message) {
        return Fault.unlisted("AccessDenied", 403, message);
    }

    static Fault validation(String message) {
        return Fault.unlisted("ValidationError", 400, message);
    }

    static Fault malformedPolicy(String message) {
        return Fault.of(StsErrors.MALFORMED_POLICY_DOCUMENT_EXCEPTION, message);
    }
}
