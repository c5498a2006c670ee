package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;
import dev.landfall.wire.auth.Unauthenticated;

/** What EC2 says, which has words of its own for nearly everything. */
enum Ec2Dialect implements Dialect {
    PLAIN;

    @Override
    public Fault unauthenticated(Unauthenticated why) {
        return switch (why.reason()) {
            case MISSING -> Fault.unlisted("MissingAuthenticationToken", 403, why.text());
            case INCOMPLETE -> Fault.unlisted("IncompleteSignature", 400, why.text());
            case UNKNOWN_KEY, MISMATCH ->
                Fault.unlisted("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
            case STALE -> Fault.unlisted("RequestExpired", 400, "Request has expired. " + why.text());
            case EXPIRED -> Fault.unlisted("RequestExpired", 400, "Request has expired.");
        };
    }

    @Override
    public Fault denied(String text) {
        return Fault.unlisted(
                "UnauthorizedOperation", 403, "You are not authorized to perform this operation. " + text);
    }

    @Override
    public Fault unknownOperation(ServiceModel service, String operation) {
        return Fault.unlisted("InvalidAction", 400, "The action " + operation + " is not valid for this web service.");
    }

    @Override
    public Fault malformed(String detail) {
        return Fault.unlisted("InvalidParameterValue", 400, detail);
    }

    @Override
    public Fault tooLarge(int mostBytes) {
        return Fault.unlisted("RequestEntityTooLarge", 413, "The request is larger than " + mostBytes + " bytes.");
    }

    @Override
    public Fault overloaded() {
        return Fault.unlisted("Unavailable", 503, Texts.OVERLOADED);
    }

    @Override
    public Fault internal() {
        return Fault.unlisted("InternalError", 500, Texts.INTERNAL);
    }
}
