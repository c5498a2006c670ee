package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.codec.Ec2Codec;
import java.util.Optional;

/** EC2's own kind of the query protocol. */
enum Ec2Protocol implements Protocol {
    PLAIN;

    private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

    @Override
    public Structure decode(Operation<?, ?> operation, Message message) {
        return Ec2Codec.decode(operation.input(), message.form());
    }

    @Override
    public Answer answer(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        return Answer.of(200, CONTENT_TYPE, Ec2Codec.encode(service, operation, output, requestId));
    }

    @Override
    public Answer refuse(Optional<ServiceModel> service, Fault fault, String requestId) {
        return Answer.of(fault.type().httpStatus(), CONTENT_TYPE, Ec2Codec.encode(fault, requestId));
    }
}
