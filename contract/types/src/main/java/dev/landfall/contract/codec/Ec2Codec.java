package dev.landfall.contract.codec;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Operation;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.util.Map;

/** EC2's own query protocol: lists have no {@code member} in their names, answers no wrapper. */
public final class Ec2Codec {
    private Ec2Codec() {}

    /**
     * Reads a structure out of a request's parameters.
     *
     * @throws UnknownEnumValue for a value outside its enum
     * @throws CodecException for anything else that is not the shape
     */
    public static <T extends Structure> T decode(StructureSchema<T> schema, Map<String, String> form) {
        return QueryDecoder.decode(QueryDecoder.Dialect.EC2, schema, form);
    }

    public static byte[] encode(ServiceModel service, Operation<?, ?> operation, Structure output, String requestId) {
        var xml = new Xml()
                .open(operation.name() + "Response", service.metadata().xmlNamespace() + "/")
                .leaf("requestId", requestId);
        if (output.schema().members().isEmpty()) {
            xml.leaf("return", "true"); // EC2's answer where there is nothing to tell
        }
        new XmlEncoder(xml).members(output);
        return xml.close(operation.name() + "Response").toBytes();
    }

    /** The body of an error's response. */
    public static byte[] encode(Fault fault, String requestId) {
        return new Xml()
                .open("Response")
                .open("Errors")
                .open("Error")
                .leaf("Code", fault.type().code())
                .leaf("Message", fault.message())
                .close("Error")
                .close("Errors")
                .leaf("RequestID", requestId)
                .close("Response")
                .toBytes();
    }
}
