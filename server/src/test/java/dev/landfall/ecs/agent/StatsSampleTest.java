package dev.landfall.ecs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatsSampleTest {
    private static StatsSample sample(int second, int cpu, int received, int sent) {
        var text = """
                {"read":"2026-11-21T12:00:0%d.5Z","preread":"0001-01-01T00:00:00Z","cpu_stats":{"total":%d},\
                "precpu_stats":{"total":0},"id":"4ab","networks":{"eth0":{"rx_bytes":%d,"tx_bytes":%d},\
                "eth1":{"rx_bytes":0,"tx_bytes":7}}}""".formatted(second, cpu, received, sent);
        return StatsSample.parse(text).orElseThrow();
    }

    @Test
    void tellsWhatWasBeforeAsDockerDoes() {
        var told = text(sample(5, 30, 0, 0).told("own-id", Optional.of(sample(3, 20, 0, 0))));
        assertThat(told)
                .startsWith("{\"read\":\"2026-11-21T12:00:05.5Z\",\"preread\":\"2026-11-21T12:00:03.5Z\","
                        + "\"cpu_stats\":{\"total\":30},\"precpu_stats\":{\"total\":20},\"id\":\"own-id\"");
        assertThat(told).doesNotContain("network_rate_stats");
    }

    @Test
    void tellsRatesSinceTheReadingBefore() {
        assertThat(text(sample(5, 0, 3_000, 501).toldWithRates("x", Optional.of(sample(3, 0, 1_000, 500)))))
                .endsWith("\"network_rate_stats\":{\"rx_bytes_per_sec\":1000,\"tx_bytes_per_sec\":0.5}}");
    }

    @Test
    void tellsNoRateWhenNothingWasReadBefore() {
        assertThat(text(sample(5, 0, 1, 1).toldWithRates("x", Optional.empty())))
                .doesNotContain("network_rate_stats");
        assertThat(text(sample(5, 0, 1, 1).toldWithRates("x", Optional.of(sample(5, 0, 1, 1)))))
                .doesNotContain("network_rate_stats");
    }

    @Test
    void takesNothingElseForStatistics() {
        assertThat(StatsSample.parse("no JSON")).isEmpty();
        assertThat(StatsSample.parse("{\"read\":\"yesterday\"}")).isEmpty();
        assertThat(StatsSample.parse("[]")).isEmpty();
    }

    private static String text(Map<String, Json> members) {
        return JsonText.of(new Json.Members(members));
    }
}
