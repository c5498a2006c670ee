package dev.landfall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import java.util.Optional;

/** EC2's own kind of the query protocol. */
enum Ec2Protocol implements Protocol {
    PLAIN;

    private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

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
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>"
                + Xml.text(fault.type().code()) + "</Code><Message>" + Xml.text(fault.message())
                + "</Message></Error></Errors><RequestID>" + requestId + "</RequestID></Response>";
        return Answer.of(fault.type().httpStatus(), CONTENT_TYPE, xml.getBytes(UTF_8));
    }
}
