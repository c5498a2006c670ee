package dev.landfall.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStartTest {
    private static boolean begins(String format, String line) {
        var options = AwslogsOptions.of(Map.of("awslogs-group", "g", "awslogs-datetime-format", format))
                .orElseThrow();
        return EventStart.of(options.eventStart().orElseThrow()).orElseThrow().begins(line);
    }

    @Test
    void readsTheFormatsOfTheReference() {
        assertThat(begins("[%b %d, %Y %H:%M:%S]", "[May 01, 2017 19:00:01] A message was logged"))
                .isTrue();
        assertThat(begins("[%b %d, %Y %H:%M:%S]", "Another line of it")).isFalse();
        assertThat(begins("%Y-%m-%dT%H:%M:%S,%f", "x 2026-03-01T23:59:59,123456 y"))
                .isTrue();
        assertThat(begins("%Y-%m-%dT%H:%M:%S", "2026-13-01T23:59:59")).isFalse();
        assertThat(begins("%A %I:%M %p %z", "Wednesday 09:30 AM +0200")).isTrue();
        assertThat(begins("%a %j %y %w %Z %B", "Sun 366 26 0 CEST December")).isTrue();
        assertThat(begins("%H:%M:%S%L", "12:00:00.125 up")).isTrue();
        assertThat(begins("(%H)", "H 12")).isFalse();
    }

    @Test
    void theFormatIsHeededBeforeThePattern() {
        var options = AwslogsOptions.of(Map.of(
                        "awslogs-group", "g", "awslogs-datetime-format", "%Y", "awslogs-multiline-pattern", "^#"))
                .orElseThrow();
        assertThat(options.eventStart()).hasValue("[0-9]{4}");
    }

    @Test
    void aPatternThatIsNoneIsAProblem() {
        var options = AwslogsOptions.of(Map.of("awslogs-group", "g", "awslogs-multiline-pattern", "(("))
                .orElseThrow();
        assertThat(options.problem()).hasValue("awslogs could not parse multiline pattern key \"((\"");
    }

    @Test
    void aFormatIsCloudWatchsOwnAndLeavesLinesAsTheyAre() {
        assertThat(format("json/emf").problem()).isEmpty();
        assertThat(format("json").problem()).hasValue("unsupported log format 'json'");
        assertThat(format("json/emf", "awslogs-multiline-pattern", "^#").problem())
                .hasValue(
                        "you cannot configure log opt 'awslogs-datetime-format' or 'awslogs-multiline-pattern' when log"
                                + " opt 'awslogs-format' is set to 'json/emf'");
    }

    private static AwslogsOptions format(String format, String... more) {
        var options = new HashMap<>(Map.of("awslogs-group", "g", "awslogs-format", format));
        for (var i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return AwslogsOptions.of(options).orElseThrow();
    }

    @Test
    void noLineHoldsUpTheOthers() {
        var start = EventStart.of("^(a+)+$").orElseThrow();
        var deep = EventStart.of("^(a|b)*c").orElseThrow();
        assertThat(Duration.ofSeconds(5)).satisfies(limit -> {
            var before = System.nanoTime();
            assertThat(start.begins("a".repeat(60) + "!")).isFalse();
            assertThat(deep.begins("ab".repeat(100_000))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(limit);
        });
    }

    @Test
    void sizesAreDockers() {
        assertThat(ByteSize.parse("10m")).hasValue(10 << 20);
        assertThat(ByteSize.parse("4K")).hasValue(4 << 10);
        assertThat(ByteSize.parse("1GiB")).hasValue(1 << 30);
        assertThat(ByteSize.parse("512")).hasValue(512);
        assertThat(ByteSize.parse("512b")).hasValue(512);
        assertThat(ByteSize.parse("999999999999t")).hasValue(Long.MAX_VALUE);
        assertThat(ByteSize.parse("ten")).isEmpty();
    }
}
