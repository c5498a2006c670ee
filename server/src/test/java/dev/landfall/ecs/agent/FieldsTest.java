package dev.landfall.ecs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.json.JsonText;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FieldsTest {
    @Test
    void writesTimesAsTheAgentDoes() {
        var fields = new Fields()
                .time("CreatedAt", Optional.of(Instant.parse("2026-11-21T12:00:03.620912300Z")))
                .time("StartedAt", Optional.of(Instant.parse("2026-11-21T12:00:04Z")))
                .time("FinishedAt", Optional.empty());
        assertThat(JsonText.of(fields.json()))
                .isEqualTo("{\"CreatedAt\":\"2026-11-21T12:00:03.6209123Z\",\"StartedAt\":\"2026-11-21T12:00:04Z\"}");
    }
}
