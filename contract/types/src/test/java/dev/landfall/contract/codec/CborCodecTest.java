package dev.landfall.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.cloudwatch.CloudwatchErrors;
import dev.landfall.contract.cloudwatch.Dimension;
import dev.landfall.contract.cloudwatch.MetricDatum;
import dev.landfall.contract.cloudwatch.PutMetricDataRequest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes as RFC 8949 spells them, written out by hand. */
final class CborCodecTest {
    private static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replace(" ", ""));
    }

    @Test
    void writesTheShortestForm() {
        assertThat(CborCodec.encode(Dimension.builder().name("a").value("b").build()))
                .isEqualTo(hex("a2 64 4e616d65 61 61 65 56616c7565 61 62"));
    }

    @Test
    void readsLengthsThatAreNotTold() {
        // {_ "Name": (_ "a", "b")}
        assertThat(CborCodec.decode(Dimension.SCHEMA, hex("bf 64 4e616d65 7f 61 61 61 62 ff ff")))
                .isEqualTo(Dimension.builder().name("ab").build());
        // {"Values": [_ 1, -2, 0.5]}
        assertThat(CborCodec.decode(MetricDatum.SCHEMA, hex("a1 66 56616c756573 9f 01 21 f93800 ff"))
                        .values())
                .containsExactly(1.0, -2.0, 0.5);
    }

    @Test
    void timestampsAreTaggedSeconds() {
        var whole = MetricDatum.builder()
                .timestamp(Instant.ofEpochSecond(1_363_896_240))
                .build();
        var bytes = hex("a1 69 54696d657374616d70 c1 1a514b67b0");
        assertThat(CborCodec.encode(whole)).isEqualTo(bytes);
        assertThat(CborCodec.decode(MetricDatum.SCHEMA, bytes)).isEqualTo(whole);
        assertThat(CborCodec.decode(MetricDatum.SCHEMA, hex("a1 69 54696d657374616d70 c1 fb41d452d9ec200000"))
                        .timestamp())
                .isEqualTo(Instant.ofEpochMilli(1_363_896_240_500L));
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        // {"x": {1-deep list and map}, "Name": "a"}
        assertThat(CborCodec.decode(Dimension.SCHEMA, hex("a2 61 78 82 a1 61 79 01 80 64 4e616d65 61 61")))
                .isEqualTo(Dimension.builder().name("a").build());
    }

    @Test
    void lengthsBeyondTheDocumentAreNotBelieved() {
        for (var lie : List.of(
                "bb ffffffffffffffff",
                "a1 64 4e616d65 7b 7fffffffffffffff",
                "a1 66 56616c756573 9b 00000000ffffffff")) {
            assertThatThrownBy(() -> CborCodec.decode(MetricDatum.SCHEMA, hex(lie)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("Unexpected end");
        }
    }

    @Test
    void depthIsLimited() {
        assertThatThrownBy(() -> CborCodec.decode(Dimension.SCHEMA, hex("a1 61 78" + "81".repeat(5_000))))
                .hasMessageContaining("nesting depth");
    }

    @Test
    void aWrongTypeIsReportedByItsPath() {
        var datum = "a1 6a 4d657472696344617461 81 a1 65 56616c7565 61 78"; // {"MetricData": [{"Value": "x"}]}
        assertThatThrownBy(() -> CborCodec.decode(PutMetricDataRequest.SCHEMA, hex(datum)))
                .hasMessage("metricData.1.member.value: STRING_VALUE can not be converted to a Double");
    }

    @Test
    void errorsTellTheirName() {
        var bytes = CborCodec.encode(Fault.of(CloudwatchErrors.RESOURCE_NOT_FOUND, "no"));
        assertThat(bytes).startsWith(hex("a2 66 5f5f74797065 70 5265736f757263654e6f74466f756e64"));
    }
}
