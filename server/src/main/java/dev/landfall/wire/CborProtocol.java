package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.codec.CborCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Smithy's RPC version 2 over CBOR, which CloudWatch's newer clients speak. */
enum CborProtocol implements Protocol {
    PLAIN;

    static final String NAME = "rpc-v2-cbor";
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/cbor", "smithy-protocol", NAME);

    @Override
    public Structure decode(Operation<?, ?> operation, Message message) {
        return CborCodec.decode(operation.input(), message.content());
    }

    @Override
    public Answer answer(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        return new Answer(200, HEADERS, CborCodec.encode(output));
    }

    @Override
    public Answer refuse(Optional<ServiceModel> service, Fault fault, String requestId) {
        var headers = new LinkedHashMap<>(HEADERS);
        QueryErrors.add(service, fault, headers);
        return new Answer(fault.type().httpStatus(), headers, CborCodec.encode(fault));
    }
}
