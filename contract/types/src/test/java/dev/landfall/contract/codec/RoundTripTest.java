package dev.landfall.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.Models;
import dev.landfall.contract.Operation;
import dev.landfall.contract.Samples;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.ec2.Ec2Service;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of every service survives every protocol that may carry it. */
final class RoundTripTest {
    private static final int TRIES = 3;

    static List<ServiceModel> all() {
        return Models.ALL;
    }

    static List<ServiceModel> query() {
        return Models.speaking("query");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyShapeSurvivesJson(ServiceModel service) {
        for (var schema : Models.structures(service)) {
            check(schema, JsonCodec::encode, (s, bytes) -> JsonCodec.decode(s, bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyShapeSurvivesCbor(ServiceModel service) {
        for (var schema : Models.structures(service)) {
            check(schema, CborCodec::encode, (s, bytes) -> CborCodec.decode(s, bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("query")
    void everyInputSurvivesTheQueryProtocol(ServiceModel service) {
        Models.operations(service)
                .forEach(operation -> check(
                        operation.input(),
                        input -> QueryClient.body(QueryClient.query(input)),
                        (schema, body) -> QueryCodec.decode(schema, Form.parse(body))));
    }

    @Test
    void everyInputSurvivesEc2sProtocol() {
        Models.operations(Ec2Service.MODEL)
                .forEach(operation -> check(
                        operation.input(),
                        input -> QueryClient.body(QueryClient.ec2(input)),
                        (schema, body) -> Ec2Codec.decode(schema, Form.parse(body))));
    }

    @ParameterizedTest
    @MethodSource("query")
    void everyOutputSurvivesXml(ServiceModel service) {
        Models.operations(service)
                .forEach(operation -> check(
                        operation.output(),
                        output -> QueryCodec.encode(service, operation, output, "id"),
                        (schema, xml) -> result(operation, schema, xml)));
    }

    private static <T extends Structure> T result(Operation<?, ?> operation, StructureSchema<T> schema, byte[] xml) {
        var root = XmlClient.root(xml);
        var metadata = XmlClient.child(root, "ResponseMetadata").orElseThrow();
        assertThat(XmlClient.child(metadata, "RequestId").orElseThrow().getTextContent())
                .isEqualTo("id");
        var holder = operation
                .resultWrapper()
                .map(name -> XmlClient.child(root, name).orElseThrow());
        return XmlClient.structure(schema, holder.orElse(root));
    }

    @Test
    void everyOutputSurvivesEc2sXml() {
        Models.operations(Ec2Service.MODEL)
                .forEach(operation -> check(
                        operation.output(),
                        output -> Ec2Codec.encode(Ec2Service.MODEL, operation, output, "id"),
                        (schema, xml) -> XmlClient.structure(schema, XmlClient.root(xml))));
    }

    private static <T extends Structure, E> void check(
            StructureSchema<T> schema, Function<Structure, E> encode, BiFunction<StructureSchema<T>, E, T> decode) {
        var samples = new Samples(schema.name().hashCode());
        for (int i = 0; i < TRIES; i++) {
            var value = samples.structure(schema);
            var back = decode.apply(schema, encode.apply(value));
            assertThat(Samples.same(value, back))
                    .withFailMessage(() -> "sent " + value + "\n got " + back)
                    .isTrue();
        }
    }

    @Test
    void theSamplesTellDifferencesApart() {
        var schema = Ec2Service.MODEL.operation("DescribeVpcs").orElseThrow().output();
        var samples = new Samples(1);
        assertThat(Samples.same(samples.structure(schema), samples.structure(schema)))
                .isFalse();
        assertThat(Samples.same(Map.of("a", 1), Map.of("a", 2))).isFalse();
    }
}
