package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;

/** Where a request goes, told from its headers, its path and, in the query protocols, its parameters. */
sealed interface Destination {
    /** An operation that AWS has, built here or not. */
    record Found(BoundService service, String operation, Protocol protocol, Message message) implements Destination {
        ServiceModel model() {
            return service.model();
        }

        Dialect dialect() {
            return Dialect.of(model());
        }
    }

    /** A service without such an operation. */
    record NoOperation(ServiceModel service, String operation, Protocol protocol) implements Destination {}

    /** A service that Landfall does not have. */
    record NoService(Protocol protocol, Fault fault) implements Destination {}

    /** Nothing that an AWS client sends. */
    record NoCall() implements Destination {}
}
