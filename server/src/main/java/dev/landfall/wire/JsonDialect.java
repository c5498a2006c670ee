package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;
import dev.landfall.wire.auth.Unauthenticated;

/** What services that speak JSON or CBOR say: codes end in Exception, and nearly all are 400. */
enum JsonDialect implements Dialect {
    PLAIN;

    @Override
    public Fault unauthenticated(Unauthenticated why) {
        return switch (why.reason()) {
            case MISSING -> fault("MissingAuthenticationTokenException", "Missing Authentication Token");
            case INCOMPLETE -> fault("IncompleteSignatureException", why.text());
            case UNKNOWN_KEY -> fault("UnrecognizedClientException", why.text());
            case MISMATCH, STALE -> fault("InvalidSignatureException", why.text());
            case EXPIRED -> fault("ExpiredTokenException", why.text());
        };
    }

    @Override
    public Fault denied(String text) {
        return fault("AccessDeniedException", text);
    }

    @Override
    public Fault unknownOperation(ServiceModel service, String operation) {
        return fault(
                "UnknownOperationException", service.metadata().fullName() + " has no operation " + operation + ".");
    }

    @Override
    public Fault malformed(String detail) {
        return fault("SerializationException", detail);
    }

    @Override
    public Fault tooLarge(int mostBytes) {
        return Fault.unlisted(
                "RequestEntityTooLargeException", 413, "The request is larger than " + mostBytes + " bytes.");
    }

    @Override
    public Fault overloaded() {
        return Fault.unlisted("ServiceUnavailableException", 503, Texts.OVERLOADED);
    }

    @Override
    public Fault internal() {
        return Fault.unlisted("InternalFailure", 500, Texts.INTERNAL);
    }

    private static Fault fault(String code, String text) {
        return Fault.unlisted(code, 400, text);
    }
}
