package dev.landfall.contract.codec;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.util.Map;

/** AWS's query protocol: parameters in, XML out. */
public final class QueryCodec {
    private QueryCodec() {}

    /**
     * Reads a structure out of a request's parameters.
     *
     * @throws UnknownEnumValue for a value outside its enum
     * @throws CodecException for anything else that is not the shape
     */
    public static <T extends Structure> T decode(StructureSchema<T> schema, Map<String, String> form) {
        return QueryDecoder.decode(QueryDecoder.Dialect.QUERY, schema, form);
    }

    public static byte[] encode(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        var xml =
                new Xml().open(operation.name() + "Response", service.metadata().xmlNamespace());
        operation.resultWrapper().ifPresent(wrapper -> {
            xml.open(wrapper);
            new XmlEncoder(xml).members(output);
            xml.close(wrapper);
        });
        return xml.open("ResponseMetadata")
                .leaf("RequestId", requestId)
                .close("ResponseMetadata")
                .close(operation.name() + "Response")
                .toBytes();
    }

    /** The body of an error's response. */
    public static byte[] encode(ServiceModel service, Fault fault, String requestId) {
        var type = fault.type();
        var xml = new Xml()
                .open("ErrorResponse", service.metadata().xmlNamespace())
                .open("Error")
                .leaf("Type", type.senderFault() ? "Sender" : "Receiver")
                .leaf("Code", type.code())
                .leaf("Message", fault.message());
        new XmlEncoder(xml).members(fault.details());
        return xml.close("Error")
                .leaf("RequestId", requestId)
                .close("ErrorResponse")
                .toBytes();
    }
}
