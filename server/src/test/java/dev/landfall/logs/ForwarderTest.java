package dev.landfall.logs;

import static dev.landfall.logs.LogsFixture.NOW;
import static dev.landfall.logs.LogsFixture.REALM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.logs.DeleteLogGroupRequest;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.PodId;
import dev.landfall.loop.Scheduler;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.wire.Realm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwarderTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");
    private static final String STREAM = "ecs/app/" + POD;
    private static final Forwarder.Pace NO_WAIT = new Forwarder.Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @TempDir
    Path root;

    LogsFixture logs;

    @BeforeEach
    void open() {
        logs = new LogsFixture(root);
        logs.group("/ecs/web");
    }

    @AfterEach
    void close() {
        logs.close();
    }

    /** Stands for the end of the process. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Runs everything at once, on the caller's thread, as long as its process lives. */
    private record Inline(BooleanSupplier alive) implements Scheduler {
        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public void execute(String name, Runnable work) {
            if (alive.getAsBoolean()) {
                work.run();
            }
        }

        @Override
        public Timer after(Duration delay, String name, Runnable work) {
            execute(name, work);
            return () -> {};
        }
    }

    private static final Scheduler INLINE = new Inline(() -> true);

    /** A sink whose process is killed at its nth step: half the steps lie before an append, half after it. */
    private static Sink mortal(Sink sink, AtomicInteger stepsLeft) {
        Runnable step = () -> {
            if (stepsLeft.decrementAndGet() == 0) {
                throw new Killed();
            }
        };
        return new WatchedSink(sink, step, step);
    }

    private static List<LogLine> lines(int count, Random random) {
        var lines = new ArrayList<LogLine>();
        var stamp = NOW.minusSeconds(3_600);
        var ordinal = 0;
        for (var i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                stamp = stamp.plusNanos(1 + random.nextInt(2_000_000));
                ordinal = 0;
            }
            var position = new LogLine.Position(stamp, ++ordinal);
            lines.add(new LogLine(position, stamp, LogLine.Stream.STDOUT, "line " + i));
        }
        return lines;
    }

    private Sink.Destination destination(boolean createGroup) {
        var options = AwslogsOptions.of(Map.of(
                        "awslogs-group",
                        "/ecs/web",
                        "awslogs-region",
                        REALM.region(),
                        "awslogs-stream-prefix",
                        "ecs",
                        "awslogs-create-group",
                        String.valueOf(createGroup)))
                .orElseThrow();
        assertThat(logs.sink.open(REALM, options, Optional.of(STREAM), NOW)).isEqualTo(new Sink.Opened.Ready());
        return new Sink.Destination(REALM, "/ecs/web", STREAM);
    }

    private static Forwarder.Route route(Sink.Destination to) {
        return new Forwarder.Route(to, Optional.empty(), new AwslogsOptions.Mode.Blocking());
    }

    @Test
    void everyLineArrivesExactlyOnceWhereverTheProcessDies() {
        var output = lines(40, new Random(3));
        var wanted = output.stream().map(LogLine::text).toList();
        for (var death = 1; death < 30; death += 2) {
            logs.close();
            logs = new LogsFixture(root.resolve("death-" + death));
            logs.group("/ecs/web");
            var deaths = dieEvery(death, output);
            assertThat(logs.messages("/ecs/web", STREAM)).isEqualTo(wanted);
            assertThat(deaths).isGreaterThan(death < 10 ? 0 : -1);
        }
    }

    /** Starts again after each death, later by one step each time, until all is drained. */
    private int dieEvery(int steps, List<LogLine> output) {
        for (var deaths = 0; deaths < 500; deaths++) {
            var stepsLeft = new AtomicInteger(steps + deaths);
            var sink = mortal(logs.sink, stepsLeft);
            var drained = new AtomicInteger();
            var engine = new ScriptedEngine(output, new Random(deaths));
            engine.failures.set(2);
            try (var forwarder = new Forwarder(engine, sink, new Inline(() -> stepsLeft.get() > 0), NO_WAIT)) {
                forwarder.forward(POD, "app", route(destination(false)), drained::incrementAndGet);
                assertThat(drained).hasValue(1);
                assertThat(forwarder.isDrained(POD, "app")).isTrue();
                return deaths;
            } catch (Killed e) {
                assertThat(drained).hasValue(0);
            }
        }
        throw new AssertionError("It never got through");
    }

    @Test
    void anErrorOfTheEngineIsSeenAndLosesNoLine() {
        var once = new AtomicBoolean();
        var output = lines(5, new Random(1));
        var engine = new ScriptedEngine(output, new Random(1)) {
            @Override
            public LogReader logs(PodId pod, String container, LogLine.Position after) {
                failOnce(once);
                return super.logs(pod, container, after);
            }
        };
        carryThroughOneError(engine, logs.sink, Optional.empty());
        assertThat(logs.messages("/ecs/web", STREAM))
                .isEqualTo(output.stream().map(LogLine::text).toList());
    }

    @Test
    void anErrorAtTheLastAppendIsSeenAndLosesNoLine() {
        var once = new AtomicBoolean();
        var engine = new ScriptedEngine(lines(5, new Random(1)), new Random(1));
        var sink = new WatchedSink(logs.sink, () -> failOnce(once), () -> {});
        carryThroughOneError(engine, sink, Optional.of("^line 0$"));
        assertThat(logs.messages("/ecs/web", STREAM)).containsExactly("line 0\nline 1\nline 2\nline 3\nline 4\n");
    }

    private static void failOnce(AtomicBoolean failed) {
        if (!failed.getAndSet(true)) {
            throw new OutOfMemoryError("once");
        }
    }

    private void carryThroughOneError(ScriptedEngine engine, Sink sink, Optional<String> eventStart) {
        var drained = new AtomicInteger();
        var scheduler = new SimulatedScheduler(NOW, new Random(1));
        var to = new Forwarder.Route(destination(false), eventStart, new AwslogsOptions.Mode.Blocking());
        try (var forwarder = new Forwarder(engine, sink, scheduler, Forwarder.Pace.USUAL)) {
            forwarder.forward(POD, "app", to, drained::incrementAndGet);
            assertThatThrownBy(() -> scheduler.advance(Duration.ofMinutes(1))).isInstanceOf(OutOfMemoryError.class);
            scheduler.advance(Duration.ofMinutes(1));
            assertThat(forwarder.isDrained(POD, "app")).isTrue();
        }
        assertThat(drained).hasValue(1);
    }

    @Test
    void aLifeThatBeginsWhileTheLastOnesLinesWaitForTheDiskDoublesNone() {
        var output = lines(10, new Random(1));
        var written = new ArrayList<>(output.subList(0, 5));
        var full = new AtomicBoolean(true);
        var sink = new WatchedSink(
                logs.sink,
                () -> {
                    if (full.get()) {
                        throw new IllegalStateException("no space left on device");
                    }
                },
                () -> {});
        var drained = new AtomicInteger();
        var scheduler = new SimulatedScheduler(NOW, new Random(1));
        var to =
                new Forwarder.Route(destination(false), Optional.empty(), new AwslogsOptions.Mode.NonBlocking(1 << 20));
        try (var forwarder =
                new Forwarder(new ScriptedEngine(written, new Random(1)), sink, scheduler, Forwarder.Pace.USUAL)) {
            forwarder.forward(POD, "app", 1, to, drained::incrementAndGet);
            scheduler.advance(Duration.ofMinutes(1));
            written.addAll(output.subList(5, 10));
            forwarder.forward(POD, "app", 2, to, drained::incrementAndGet);
            scheduler.advance(Duration.ofMinutes(1));
            assertThat(drained).hasValue(0);

            full.set(false);
            scheduler.advance(Duration.ofMinutes(1));
            assertThat(forwarder.isDrained(POD, "app", 2)).isTrue();
        }
        assertThat(drained).hasValue(1);
        assertThat(logs.messages("/ecs/web", STREAM))
                .isEqualTo(output.stream().map(LogLine::text).toList());
    }

    @Test
    void askingAgainIsAskingOnce() {
        var drained = new AtomicInteger();
        var engine = new ScriptedEngine(lines(5, new Random(1)), new Random(1));
        try (var forwarder = new Forwarder(engine, logs.sink, INLINE, NO_WAIT)) {
            forwarder.forward(POD, "app", route(destination(false)), drained::incrementAndGet);
            forwarder.forward(POD, "app", route(destination(false)), drained::incrementAndGet);
        }
        assertThat(drained).hasValue(1);
        assertThat(logs.messages("/ecs/web", STREAM)).hasSize(5);
    }

    @Test
    void aGroupDeletedMeanwhileDropsTheLinesAndStillDrains() {
        var to = destination(false);
        logs.groups.deleteLogGroup(
                DeleteLogGroupRequest.builder().logGroupName("/ecs/web").build(), LogsFixture.call());
        var drained = new AtomicInteger();
        try (var forwarder =
                new Forwarder(new ScriptedEngine(lines(5, new Random(1)), new Random(1)), logs.sink, INLINE, NO_WAIT)) {
            forwarder.forward(POD, "app", route(to), drained::incrementAndGet);
        }
        assertThat(drained).hasValue(1);
        assertThat(logs.storage.groups()).isEmpty();
    }

    @Test
    void linesGoOnIntoAGroupMadeAnew() {
        var output = lines(6, new Random(1));
        var to = destination(false);
        logs.sink.append(to, POD + "/app", output.subList(0, 3), NOW);
        logs.groups.deleteLogGroup(
                DeleteLogGroupRequest.builder().logGroupName("/ecs/web").build(), LogsFixture.call());
        logs.group("/ecs/web");
        logs.sink.append(to, POD + "/app", output.subList(3, 6), NOW);

        assertThat(logs.messages("/ecs/web", STREAM)).containsExactly("line 3", "line 4", "line 5");
        assertThat(logs.sink.cursor(to, POD + "/app"))
                .isEqualTo(output.getLast().position());
    }

    @Test
    void aForgottenContainerLeavesNoCursorWhoeverReadIt() {
        var to = destination(false);
        var output = lines(5, new Random(1));
        try (var forwarder = new Forwarder(new ScriptedEngine(output, new Random(1)), logs.sink, INLINE, NO_WAIT)) {
            forwarder.forward(POD, "app", route(to), () -> {});
            assertThat(logs.sink.cursor(to, POD + "/app"))
                    .isEqualTo(output.getLast().position());
            forwarder.forget(POD, "app", to);
            assertThat(forwarder.isDrained(POD, "app")).isFalse();
            assertThat(logs.sink.cursor(to, POD + "/app")).isEqualTo(LogLine.Position.START);

            logs.sink.append(to, POD + "/app", output, NOW); // by a process before this one
            forwarder.forget(POD, "app", to);
        }
        assertThat(logs.sink.cursor(to, POD + "/app")).isEqualTo(LogLine.Position.START);
    }

    @Test
    void stoppingToReadAPodKeepsItsPlace() {
        var to = destination(false);
        var output = lines(5, new Random(1));
        try (var forwarder = new Forwarder(new ScriptedEngine(output, new Random(1)), logs.sink, INLINE, NO_WAIT)) {
            forwarder.forward(POD, "app", route(to), () -> {});
            forwarder.forget(POD);
        }
        assertThat(logs.sink.cursor(to, POD + "/app"))
                .isEqualTo(output.getLast().position());
    }

    @Test
    void tellsAMissingGroupFromOneItMayMake() {
        var options = Map.of("awslogs-group", "none", "awslogs-stream-prefix", "p");
        assertThat(open(options, Optional.of("p/c/t"))).isEqualTo(new Sink.Opened.GroupMissing("none"));
        var create = Map.of("awslogs-group", "none", "awslogs-create-group", "true", "awslogs-region", "us-west-2");
        assertThat(open(create, Optional.empty())).isEqualTo(new Sink.Opened.Ready());
        assertThat(logs.store.<Boolean>read(
                        reader -> Groups.find(reader, new Realm(REALM.account(), "us-west-2"), "none")
                                .isPresent()))
                .isTrue();
        assertThat(open(Map.of("awslogs-group", "a b"), Optional.of("s"))).isInstanceOf(Sink.Opened.Refused.class);
        assertThat(AwslogsOptions.of(Map.of())).isEmpty();
    }

    private Sink.Opened open(Map<String, String> options, Optional<String> stream) {
        return logs.sink.open(REALM, AwslogsOptions.of(options).orElseThrow(), stream, NOW);
    }

    @Test
    void leavesOutEmptyLinesAndSplitsHugeOnes() {
        var to = destination(false);
        var position = new LogLine.Position(NOW, 2);
        logs.sink.append(
                to,
                "s",
                List.of(
                        new LogLine(new LogLine.Position(NOW, 1), NOW, LogLine.Stream.STDOUT, "x".repeat(300_000)),
                        new LogLine(position, NOW, LogLine.Stream.STDERR, "")),
                NOW);

        assertThat(logs.messages("/ecs/web", STREAM))
                .containsExactly("x".repeat(262_118), "x".repeat(300_000 - 262_118));
        assertThat(logs.sink.cursor(to, "s")).isEqualTo(position);
    }
}
