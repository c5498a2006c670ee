package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.PodTimings.Layer;
import dev.landfall.engine.PodTimings.Layer.State;
import dev.landfall.engine.PullFault.Stage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PullReportTest {
    private static final Instant T0 = Instant.parse("2026-11-22T00:00:00Z");

    private final PullReport report = new PullReport();

    private void at(int second, String line) {
        report.take(Json.read(line.getBytes(UTF_8)), T0.plusSeconds(second));
    }

    @Test
    void followsEachLayerFromItsFirstByteToItsLast() {
        at(0, "{\"status\":\"Pulling from team/app\",\"id\":\"v1\"}");
        at(0, "{\"status\":\"Already exists\",\"progressDetail\":{},\"id\":\"aaa\"}");
        at(0, "{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"bbb\"}");
        at(0, "{\"status\":\"Waiting\",\"progressDetail\":{},\"id\":\"ccc\"}");
        at(1, "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":10,\"total\":300},\"id\":\"bbb\"}");
        at(2, "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":300,\"total\":300},\"id\":\"bbb\"}");
        at(2, "{\"status\":\"Verifying Checksum\",\"progressDetail\":{},\"id\":\"bbb\"}");
        at(3, "{\"status\":\"Extracting\",\"progressDetail\":{\"current\":300,\"total\":300},\"id\":\"bbb\"}");
        at(4, "{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"bbb\"}");
        at(5, "{\"status\":\"Retrying in 3 seconds\",\"progressDetail\":{},\"id\":\"ccc\"}");
        at(6, "{\"status\":\"Digest: sha256:0\"}");

        assertThat(report.layers())
                .containsExactly(
                        new Layer("aaa", State.PRESENT, 0, 0, Optional.empty(), Optional.empty()),
                        new Layer(
                                "bbb",
                                State.DONE,
                                300,
                                300,
                                Optional.of(T0.plusSeconds(1)),
                                Optional.of(T0.plusSeconds(4))),
                        new Layer("ccc", State.RETRYING, 0, 0, Optional.of(T0.plusSeconds(5)), Optional.empty()));
    }

    @Test
    void knowsTheSizeOfALayerThatCameBetweenTwoLooks() {
        at(1, "{\"status\":\"Download complete\",\"progressDetail\":{},\"id\":\"bbb\"}");
        at(2, "{\"status\":\"Extracting\",\"progressDetail\":{\"current\":100,\"total\":300},\"id\":\"bbb\"}");
        assertThat(report.layers())
                .containsExactly(
                        new Layer("bbb", State.EXTRACTING, 300, 300, Optional.of(T0.plusSeconds(1)), Optional.empty()));
    }

    @Test
    void tellsHowFarALayerHasComeThatHangs() {
        at(1, "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":10,\"total\":300},\"id\":\"bbb\"}");
        assertThat(report.layers())
                .containsExactly(
                        new Layer("bbb", State.DOWNLOADING, 300, 10, Optional.of(T0.plusSeconds(1)), Optional.empty()));
    }

    @Test
    void countsHowOftenTheEngineBeganALayerAnew() {
        assertThat(report.stage()).isEqualTo(Stage.MANIFEST);
        at(1, "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":10,\"total\":300},\"id\":\"bbb\"}");
        assertThat(report.stage()).isEqualTo(Stage.LAYERS);
        assertThat(report.triesOfEngine()).isZero();
        at(2, "{\"status\":\"Retrying in 2 seconds\",\"progressDetail\":{},\"id\":\"bbb\"}");
        at(3, "{\"status\":\"Retrying in 1 second\",\"progressDetail\":{},\"id\":\"bbb\"}");
        assertThat(report.triesOfEngine()).isEqualTo(1);
        at(4, "{\"status\":\"Retrying in 10 seconds\",\"progressDetail\":{},\"id\":\"bbb\"}");
        at(5, "{\"status\":\"Retrying in 9 seconds\",\"progressDetail\":{},\"id\":\"bbb\"}");
        assertThat(report.triesOfEngine()).isEqualTo(2);
        at(15, "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":10,\"total\":300},\"id\":\"bbb\"}");
        at(16, "{\"status\":\"Retrying in 5 seconds\",\"progressDetail\":{},\"id\":\"bbb\"}");
        assertThat(report.triesOfEngine()).isEqualTo(3);
    }

    @Test
    void keepsWhatItKnowsOfALayerThatCameWithAnEarlierTry() {
        at(1, "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":300,\"total\":300},\"id\":\"bbb\"}");
        at(2, "{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"bbb\"}");
        var came = report.layers();
        at(9, "{\"status\":\"Already exists\",\"progressDetail\":{},\"id\":\"bbb\"}");
        assertThat(report.layers()).isEqualTo(came);
    }

    @Test
    void keepsNoMoreLayersThanAnImageCanHave() {
        for (var i = 0; i < 1_000; i++) {
            at(0, "{\"status\":\"Waiting\",\"id\":\"l" + i + "\"}");
        }
        assertThat(report.layers()).hasSize(256);
    }
}
