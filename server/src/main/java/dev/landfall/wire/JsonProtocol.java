package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.codec.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Optional;

/** AWS JSON 1.0 and 1.1, which differ in the name of the content type. */
enum JsonProtocol implements Protocol {
    V1_0("application/x-amz-json-1.0"),
    V1_1("application/x-amz-json-1.1");

    private final String contentType;

    JsonProtocol(String contentType) {
        this.contentType = contentType;
    }

    /** The version a client speaks, which may be another than the model names. */
    static JsonProtocol of(String contentType) {
        return contentType.startsWith(V1_0.contentType) ? V1_0 : V1_1;
    }

    @Override
    public Structure decode(Operation<?, ?> operation, Message message) {
        return JsonCodec.decode(operation.input(), message.content());
    }

    @Override
    public Answer answer(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        return Answer.of(200, contentType, JsonCodec.encode(output));
    }

    @Override
    public Answer refuse(Optional<ServiceModel> service, Fault fault, String requestId) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType);
        headers.put("x-amzn-ErrorType", fault.type().name());
        QueryErrors.add(service, fault, headers);
        return new Answer(fault.type().httpStatus(), headers, JsonCodec.encode(fault));
    }
}
