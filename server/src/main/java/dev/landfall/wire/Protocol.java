package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.codec.CodecException;
import java.util.Optional;

/** One of AWS's ways of putting calls, answers and errors into HTTP. */
sealed interface Protocol permits JsonProtocol, CborProtocol, QueryProtocol, Ec2Protocol {
    /** @throws CodecException when the message is not of the operation's shape */
    Structure decode(Operation<?, ?> operation, Message message);

    Answer answer(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId);

    /** @param service the one that was called, where there is such a one */
    Answer refuse(Optional<ServiceModel> service, Fault fault, String requestId);
}
