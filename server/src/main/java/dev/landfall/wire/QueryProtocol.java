package dev.landfall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import java.util.Optional;

/** AWS's oldest protocol still in wide use: forms in, XML out. IAM, STS and load balancing speak it. */
enum QueryProtocol implements Protocol {
    PLAIN;

    private static final String CONTENT_TYPE = "text/xml";

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
        var namespace = service.map(model -> model.metadata().xmlNamespace()).orElse("");
        var xml = "<ErrorResponse" + (namespace.isEmpty() ? "" : " xmlns=\"" + namespace + "\"") + ">\n"
                + "  <Error>\n    <Type>" + QueryErrors.party(fault) + "</Type>\n    <Code>"
                + Xml.text(fault.type().code()) + "</Code>\n    <Message>" + Xml.text(fault.message())
                + "</Message>\n  </Error>\n  <RequestId>" + requestId + "</RequestId>\n</ErrorResponse>\n";
        return Answer.of(fault.type().httpStatus(), CONTENT_TYPE, xml.getBytes(UTF_8));
    }
}
