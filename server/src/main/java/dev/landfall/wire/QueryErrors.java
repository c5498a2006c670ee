package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;
import java.util.Map;
import java.util.Optional;

/** Services that left the query protocol tell their clients the error codes of old beside the new ones. */
final class QueryErrors {
    private QueryErrors() {}

    static void add(Optional<ServiceModel> service, Fault fault, Map<String, String> headers) {
        if (service.map(model -> model.metadata().queryCompatible()).orElse(false)) {
            headers.put("x-amzn-query-error", fault.type().code() + ";" + party(fault));
        }
    }

    /** Who is to blame, in the query protocol's words. */
    static String party(Fault fault) {
        return fault.type().senderFault() ? "Sender" : "Receiver";
    }
}
