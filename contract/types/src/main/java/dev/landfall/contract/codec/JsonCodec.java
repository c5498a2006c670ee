package dev.landfall.contract.codec;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** AWS's JSON 1.0 and 1.1. Also how we keep AWS's shapes in the store. */
public final class JsonCodec {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Tokens.DEPTH_LIMIT)
                    .build())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonCodec() {}

    /**
     * Reads one JSON object; no bytes at all count as an empty one.
     *
     * @throws UnknownEnumValue for a value outside its enum
     * @throws CodecException for anything else that is not the shape
     */
    public static <T extends Structure> T decode(StructureSchema<T> schema, byte[] json) {
        try (var tokens = JsonTokens.of(() -> FACTORY.createParser(ObjectReadContext.empty(), json))) {
            return Decoder.decode(schema, tokens);
        }
    }

    /** The same, from a stream, which is left open. */
    public static <T extends Structure> T decode(StructureSchema<T> schema, InputStream json) {
        try (var tokens = JsonTokens.of(() -> FACTORY.createParser(ObjectReadContext.empty(), json))) {
            return Decoder.decode(schema, tokens);
        }
    }

    /** Writes one JSON object; absent members are left out. The stream is left open. */
    public static void encode(Structure structure, OutputStream out) {
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new Encoder(new JsonWriter(generator)).structure(structure);
        }
    }

    public static byte[] encode(Structure structure) {
        var bytes = new ByteArrayOutputStream(512);
        encode(structure, bytes);
        return bytes.toByteArray();
    }

    /** The body of an error's response, its name in {@code __type}. */
    public static byte[] encode(Fault fault) {
        var bytes = new ByteArrayOutputStream(256);
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new Encoder(new JsonWriter(generator)).fault(fault);
        }
        return bytes.toByteArray();
    }
}
