package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;
import dev.landfall.wire.auth.Unauthenticated;

/** What services of the query protocol say, such as IAM and STS: those who may not come in get a 403. */
enum QueryDialect implements Dialect {
    PLAIN;

    @Override
    public Fault unauthenticated(Unauthenticated why) {
        return switch (why.reason()) {
            case MISSING -> Fault.unlisted("MissingAuthenticationToken", 403, why.text());
            case INCOMPLETE -> Fault.unlisted("IncompleteSignature", 400, why.text());
            case UNKNOWN_KEY -> Fault.unlisted("InvalidClientTokenId", 403, why.text());
            case MISMATCH, STALE -> Fault.unlisted("SignatureDoesNotMatch", 403, why.text());
            case EXPIRED -> Fault.unlisted("ExpiredToken", 403, why.text());
        };
    }

    @Override
    public Fault denied(String text) {
        return Fault.unlisted("AccessDenied", 403, text);
    }

    @Override
    public Fault unknownOperation(ServiceModel service, String operation) {
        return Fault.unlisted(
                "InvalidAction",
                400,
                "Could not find operation " + operation + " for version "
                        + service.metadata().apiVersion());
    }

    @Override
    public Fault malformed(String detail) {
        return Fault.unlisted("MalformedInput", 400, detail);
    }

    @Override
    public Fault tooLarge(int mostBytes) {
        return Fault.unlisted("RequestEntityTooLarge", 413, "The request is larger than " + mostBytes + " bytes.");
    }

    @Override
    public Fault overloaded() {
        return Fault.unlisted("ServiceUnavailable", 503, Texts.OVERLOADED);
    }

    @Override
    public Fault internal() {
        return Fault.unlisted("InternalFailure", 500, Texts.INTERNAL);
    }
}
