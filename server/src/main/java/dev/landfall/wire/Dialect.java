package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;
import dev.landfall.wire.auth.Unauthenticated;

/** How a family of services words what every AWS service must be able to say. The codes differ; the meaning does not. */
sealed interface Dialect permits JsonDialect, QueryDialect, Ec2Dialect {
    Fault unauthenticated(Unauthenticated why);

    /** @param text whose leave is missing for what */
    Fault denied(String text);

    Fault unknownOperation(ServiceModel service, String operation);

    /** A body that cannot be read at all, or a value of the wrong type. */
    Fault malformed(String detail);

    Fault tooLarge(int mostBytes);

    /** Too much at once. Every AWS client tries again a little later. */
    Fault overloaded();

    /** Something of ours broke. The client learns no more than that. */
    Fault internal();

    /** An operation that AWS has and Landfall does not yet. 501 is a status that no AWS client tries again. */
    static Fault notImplemented(ServiceModel service, String operation) {
        return Fault.unlisted(
                "NotImplementedException",
                501,
                "Landfall does not implement " + service.id() + ":" + operation + " yet; see docs/coverage.md");
    }

    static Dialect of(ServiceModel service) {
        return switch (service.metadata().protocols().getFirst()) {
            case "query" -> QueryDialect.PLAIN;
            case "ec2" -> Ec2Dialect.PLAIN;
            default -> JsonDialect.PLAIN; // CBOR services kept the codes they had in JSON
        };
    }
}
