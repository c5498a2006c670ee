package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.codec.Ec2Codec;
import dev.landfall.contract.codec.QueryCodec;
import java.util.Optional;

/** AWS's oldest protocol still in wide use: forms in, XML out. IAM, STS and load balancing speak it. */
enum QueryProtocol implements Protocol {
    PLAIN;

    static final String CONTENT_TYPE = "text/xml";

    @Override
    public Structure decode(Operation<?, ?> operation, Message message) {
        return QueryCodec.decode(operation.input(), message.form());
    }

    @Override
    public Answer answer(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        return Answer.of(200, CONTENT_TYPE, QueryCodec.encode(service, operation, output, requestId));
    }

    /** A service that is not there has no namespace to answer in; clients read EC2's kind of error as well. */
    @Override
    public Answer refuse(Optional<ServiceModel> service, Fault fault, String requestId) {
        var body = service.map(model -> QueryCodec.encode(model, fault, requestId))
                .orElseGet(() -> Ec2Codec.encode(fault, requestId));
        return Answer.of(fault.type().httpStatus(), CONTENT_TYPE, body);
    }
}
