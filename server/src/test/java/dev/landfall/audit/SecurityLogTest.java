package dev.landfall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.loop.simulated.SimulatedScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecurityLogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder;

    private final SimulatedScheduler scheduler = new SimulatedScheduler(NOW, new Random(1));

    @Test
    void writesALineForEachEventAndCountsThem() throws IOException {
        var log = new SecurityLog(folder.resolve("security.log"), scheduler);
        log.record(event("GET /\"quoted\"\n"));
        log.record(event("x".repeat(1_000)));
        settle();
        var lines = Files.readAllLines(folder.resolve("security.log"));
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "{\"at\":\"2026-11-21T12:00:00Z\",\"event\":\"CREDENTIALS_ID_REFUSED\",\"source\":\"172.31.0.9\","
                                + "\"subject\":\"arn\",\"detail\":\"GET /\\\"quoted\\\"\\u000a\"}");
        assertThat(lines.getLast()).hasSizeLessThan(400);
        assertThat(log.count(SecurityEvent.Kind.CREDENTIALS_ID_REFUSED)).isEqualTo(2);
        assertThat(log.count(SecurityEvent.Kind.STRANGER_REFUSED)).isZero();
    }

    @Test
    void countsWhatItLeavesOut() throws IOException {
        var log = new SecurityLog(folder.resolve("security.log"), scheduler);
        for (var i = 0; i < 1_500; i++) {
            log.record(event("again"));
        }
        settle();
        assertThat(Files.readAllLines(folder.resolve("security.log")))
                .hasSize(1_001)
                .last()
                .isEqualTo("{\"leftOut\":500}");
    }

    @Test
    void keepsTwoFilesAtMost() throws IOException {
        var file = folder.resolve("security.log");
        var log = new SecurityLog(file, scheduler);
        Files.write(file, new byte[9 * 1024 * 1024]);
        log.record(event("after"));
        settle();
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(folder.resolve("security.log.1")).exists();
    }

    private void settle() {
        scheduler.runUntil(() -> false, Duration.ofSeconds(1));
    }

    private static SecurityEvent event(String detail) {
        return new SecurityEvent(NOW, SecurityEvent.Kind.CREDENTIALS_ID_REFUSED, "172.31.0.9", "arn", detail);
    }
}
