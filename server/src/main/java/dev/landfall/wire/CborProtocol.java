package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import java.util.Optional;

/** Smithy's RPC version 2 over CBOR, which CloudWatch's newer clients speak. */
enum CborProtocol implements Protocol {
    PLAIN;

    @Override
    public Structure decode(Operation<?, ?> operation, Message message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer answer(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer refuse(Optional<ServiceModel> service, Fault fault, String requestId) {
        throw new UnsupportedOperationException();
    }
}
