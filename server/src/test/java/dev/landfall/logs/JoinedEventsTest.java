package dev.landfall.logs;

import static dev.landfall.logs.LogsFixture.NOW;
import static dev.landfall.logs.LogsFixture.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.PodId;
import dev.landfall.loop.simulated.SimulatedScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedEventsTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");
    private static final String STREAM = "ecs/app/" + POD;
    private static final Sink.Destination TO = new Sink.Destination(REALM, "/ecs/web", STREAM);

    @TempDir
    Path root;

    LogsFixture logs;
    final SimulatedScheduler scheduler = new SimulatedScheduler(NOW, new Random(1));
    final LiveOutput output = new LiveOutput();

    @BeforeEach
    void open() {
        logs = new LogsFixture(root);
        logs.group("/ecs/web");
    }

    @AfterEach
    void close() {
        logs.close();
    }

    private Forwarder forward(Sink sink, Map<String, String> options) {
        var all = new java.util.HashMap<>(options);
        all.put("awslogs-group", "/ecs/web");
        var asked = AwslogsOptions.of(all).orElseThrow();
        var forwarder = new Forwarder(ScriptedEngine.of(output), sink, scheduler, Forwarder.Pace.USUAL);
        forwarder.forward(POD, "app", new Forwarder.Route(TO, asked.eventStart(), asked.mode()), () -> {});
        return forwarder;
    }

    private List<String> messages() {
        return logs.messages("/ecs/web", STREAM);
    }

    private void write(String... lines) {
        output.write(scheduler.now(), lines);
        scheduler.advance(Duration.ofSeconds(2));
    }

    @Test
    void joinsAStackTraceToItsFirstLine() {
        forward(logs.sink, Map.of("awslogs-multiline-pattern", "^(INFO|ERROR)"));
        write("INFO up", "ERROR no route", "  at a.B.c(B.java:1)", "  at a.D.e(D.java:2)", "INFO next", "");
        output.ended = true;
        scheduler.advance(Duration.ofSeconds(3));

        assertThat(messages())
                .containsExactly(
                        "INFO up\n", "ERROR no route\n  at a.B.c(B.java:1)\n  at a.D.e(D.java:2)\n", "INFO next\n\n");
    }

    @Test
    void endsAnEventWhenNoLineCameForFiveSeconds() {
        forward(logs.sink, Map.of("awslogs-datetime-format", "%Y-%m-%d %H:%M:%S"));
        write("2026-03-01 12:00:00 one", "and more");
        assertThat(messages()).isEmpty();
        scheduler.advance(Duration.ofSeconds(1));
        write("still the same");
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(messages()).isEmpty();
        scheduler.advance(Duration.ofSeconds(4));
        assertThat(messages()).containsExactly("2026-03-01 12:00:00 one\nand more\nstill the same\n");

        write("late");
        scheduler.advance(Duration.ofSeconds(6));
        assertThat(messages()).endsWith("late\n");
    }

    @Test
    void everyLineIsInOneEventAlsoWhenTheProcessDiesInTheMiddleOfOne() {
        var wanted = new StringBuilder();
        var options = Map.of("awslogs-multiline-pattern", "^#");
        forward(logs.sink, options);
        for (var event = 0; event < 30; event++) {
            for (var line = 0; line <= event % 4; line++) {
                var text = (line == 0 ? "# " : "  ") + event + "." + line;
                wanted.append(text).append('\n');
                write(text);
                if ((event + line) % 3 == 0) {
                    scheduler.forgetEverything(); // as a process does that is killed
                    forward(logs.sink, options);
                    scheduler.advance(Duration.ofMillis(10));
                }
            }
        }
        output.ended = true;
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(String.join("", messages())).isEqualTo(wanted.toString());
        assertThat(messages()).hasSize(30).allMatch(message -> message.startsWith("# "));
    }

    @Test
    void anEventIsNeverLongerThanCloudWatchTakes() {
        forward(logs.sink, Map.of("awslogs-multiline-pattern", "^#"));
        var line = "€".repeat(20_000); // 60,000 bytes
        output.write(scheduler.now(), "# start", line, line, line, line, line);
        output.ended = true;
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(messages()).hasSize(2);
        assertThat(String.join("", messages())).isEqualTo("# start\n" + (line + "\n").repeat(5));
    }

    /** A sink whose disk can be full. */
    private static Sink fullDisk(Sink sink, AtomicBoolean full) {
        Runnable write = () -> {
            if (full.get()) {
                throw new IllegalStateException("no space left on device");
            }
        };
        return new WatchedSink(sink, write, () -> {});
    }

    private static String[] numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "%04d".formatted(i) + "x".repeat(96))
                .toArray(String[]::new);
    }

    @Test
    void losesAndCountsWhatItsBufferDoesNotHoldWhereLogsMustNotBlock() {
        var full = new AtomicBoolean(true);
        var forwarder = forward(fullDisk(logs.sink, full), Map.of("mode", "non-blocking", "max-buffer-size", "2k"));
        write(numbered(0, 50));
        assertThat(messages()).isEmpty();
        full.set(false);
        scheduler.advance(Duration.ofSeconds(5));
        write(numbered(50, 52));

        var kept = new ArrayList<String>(List.of(numbered(0, 20))); // 2,000 of 2,048 bytes
        kept.addAll(List.of(numbered(50, 52)));
        assertThat(messages()).isEqualTo(kept);
        assertThat(forwarder.lost(POD, "app")).isEqualTo(30);
    }

    @Test
    void losesNothingWhereLogsMayBlock() {
        var full = new AtomicBoolean(true);
        var forwarder = forward(fullDisk(logs.sink, full), Map.of("mode", "blocking", "max-buffer-size", "2k"));
        write(numbered(0, 50));
        full.set(false);
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(messages()).containsExactly(numbered(0, 50));
        assertThat(forwarder.lost(POD, "app")).isZero();
    }

    @Test
    void isDrainedOnlyWhenAllIsStored() {
        var full = new AtomicBoolean(true);
        var forwarder = forward(fullDisk(logs.sink, full), Map.of());
        write("the last words");
        output.ended = true;
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(forwarder.isDrained(POD, "app")).isFalse();

        full.set(false);
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(forwarder.isDrained(POD, "app")).isTrue();
        assertThat(messages()).containsExactly("the last words");
    }
}
