package dev.landfall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HealthProbeTest {
    @Test
    void keepsTheBeginningOfALongOutput() {
        assertThat(new HealthProbe(1, "x".repeat(4_096)).output()).isEqualTo("x".repeat(1_024));
        assertThat(new HealthProbe(1, "x".repeat(1_024)).output()).hasSize(1_024);
    }

    @Test
    void cutsBetweenCharacters() {
        var output = new HealthProbe(0, "x" + "🙂".repeat(300)).output();
        assertThat(output).isEqualTo("x" + "🙂".repeat(255));
        assertThat(output.getBytes(StandardCharsets.UTF_8)).hasSize(1_021);
    }
}
