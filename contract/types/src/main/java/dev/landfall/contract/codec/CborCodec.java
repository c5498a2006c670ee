package dev.landfall.contract.codec;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;

/** The bodies of Smithy's RPC v2 CBOR protocol. */
public final class CborCodec {
    private CborCodec() {}

    /**
     * Reads one CBOR map; no bytes at all count as an empty one.
     *
     * @throws UnknownEnumValue for a value outside its enum
     * @throws CodecException for anything else that is not the shape
     */
    public static <T extends Structure> T decode(StructureSchema<T> schema, byte[] cbor) {
        return Decoder.decode(schema, new CborTokens(cbor));
    }

    public static byte[] encode(Structure structure) {
        var writer = new CborWriter();
        new Encoder(writer).structure(structure);
        return writer.toBytes();
    }

    /** The body of an error's response, its name in {@code __type}. */
    public static byte[] encode(Fault fault) {
        var writer = new CborWriter();
        new Encoder(writer).fault(fault);
        return writer.toBytes();
    }
}
