package dev.landfall.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.Models;
import dev.landfall.contract.Samples;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends, a decoder answers with a structure or a CodecException. */
final class MutationTest {
    private static final int MUTANTS = 25;

    private interface Decode {
        Structure of(StructureSchema<?> schema, byte[] bytes);
    }

    static List<ServiceModel> all() {
        return Models.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void damagedRequestsAreRefusedInOrder(ServiceModel service) {
        var random = new Random(7);
        Models.operations(service).forEach(operation -> {
            var schema = operation.input();
            var value = new Samples(schema.name().hashCode()).structure(schema);
            attack(random, schema, JsonCodec.encode(value), (s, bytes) -> JsonCodec.decode(s, bytes));
            attack(random, schema, CborCodec.encode(value), (s, bytes) -> CborCodec.decode(s, bytes));
            attack(random, schema, ascii(QueryClient.body(QueryClient.query(value))), MutationTest::query);
            attack(random, schema, ascii(QueryClient.body(QueryClient.ec2(value))), MutationTest::ec2);
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Structure query(StructureSchema<?> schema, byte[] body) {
        return QueryCodec.decode(schema, Form.parse(new String(body, StandardCharsets.ISO_8859_1)));
    }

    private static Structure ec2(StructureSchema<?> schema, byte[] body) {
        return Ec2Codec.decode(schema, Form.parse(new String(body, StandardCharsets.ISO_8859_1)));
    }

    private static void attack(Random random, StructureSchema<?> schema, byte[] sound, Decode decode) {
        for (int i = 0; i < MUTANTS; i++) {
            var damaged = damage(random, sound);
            try {
                // What passes must be fit to be kept and answered again.
                assertThat(JsonCodec.encode(decode.of(schema, damaged))).isNotEmpty();
            } catch (CodecException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError(schema + " of " + Arrays.toString(damaged), escaped);
            }
        }
    }

    private static byte[] damage(Random random, byte[] sound) {
        var bytes = sound.clone();
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                default -> bytes[at] = bytes[random.nextInt(bytes.length)];
            }
        }
        return bytes;
    }
}
