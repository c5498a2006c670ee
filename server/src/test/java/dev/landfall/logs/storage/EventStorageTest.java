package dev.landfall.logs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.LogLine;
import dev.landfall.logs.storage.EventQuery.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStorageTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String GROUP = "g1";
    private static final StreamRef A = new StreamRef("a1", "a");
    private static final StreamRef B = new StreamRef("b1", "b");

    @TempDir
    Path root;

    EventStorage storage;

    @BeforeEach
    void open() {
        storage = new EventStorage(root, 3);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void reopen() {
        storage.close();
        open();
    }

    @Test
    void keepsTheOrderOfTimeAndThenOfIngestion() {
        append(A, NOON, at(NOON, "second"), at(NOON, "third"));
        append(A, NOON, at(NOON.minusMillis(1), "first"));
        append(A, NOON.plus(Duration.ofDays(1)), at(NOON, "fourth"));

        assertThat(messages(all())).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void readsOneStreamOrAll() {
        append(A, NOON, at(NOON, "of a"));
        append(B, NOON, at(NOON, "of b"));

        assertThat(messages(all())).containsExactly("of a", "of b");
        assertThat(messages(storage.read(GROUP, query(Optional.of("b1"), Direction.FORWARD, 10))))
                .containsExactly("of b");
    }

    @Test
    void keepsEverythingAcrossARestart() {
        append(A, NOON, at(NOON, "grüße 😀 \u0000 done"));
        reopen();

        assertThat(messages(all())).containsExactly("grüße 😀 \u0000 done");
        assertThat(storage.storedBytes(GROUP)).isEqualTo(26 + 7 + 1 + 4 + 3 + 4);
    }

    @Test
    void savesACursorWithItsEventsAndCarriesItIntoTheNextDay() {
        var position = new LogLine.Position(NOON.plusNanos(123_456_789), 2);
        storage.append(GROUP, A, List.of(at(NOON, "x")), Optional.of(new SourceCursor("pod/app", position)), NOON);
        append(B, NOON.plus(Duration.ofDays(3)), at(NOON, "y"));
        reopen();

        assertThat(storage.cursor(GROUP, "pod/app")).contains(position);
        assertThat(storage.cursor(GROUP, "pod/other")).isEmpty();
        storage.forget(GROUP, "pod/app");
        assertThat(storage.cursor(GROUP, "pod/app")).isEmpty();
    }

    @Test
    void keepsTheCursorWhenTheClockWasSetBack() {
        append(A, NOON, at(NOON, "before"));
        var position = new LogLine.Position(NOON, 1);
        storage.append(
                GROUP,
                A,
                List.of(at(NOON, "after")),
                Optional.of(new SourceCursor("s", position)),
                NOON.minus(Duration.ofDays(5)));

        assertThat(storage.cursor(GROUP, "s")).contains(position);
        assertThat(messages(all())).containsExactly("before", "after");
    }

    @Test
    void expiresWholePartitionsAndSingleEventsButNeverACursor() throws IOException {
        var old = NOON.minus(Duration.ofDays(40));
        storage.append(
                GROUP,
                A,
                List.of(at(old, "old")),
                Optional.of(new SourceCursor("s", new LogLine.Position(old, 1))),
                old);
        append(A, NOON, at(NOON.minus(Duration.ofDays(8)), "late"), at(NOON, "fresh"));
        append(B, NOON, at(NOON.minus(Duration.ofDays(8)), "late too"));

        storage.expire(GROUP, NOON.minus(Duration.ofDays(7)));

        assertThat(messages(all())).containsExactly("fresh");
        assertThat(storage.storedBytes(GROUP)).isEqualTo(26 + 5);
        assertThat(storage.statistics(GROUP)).containsOnlyKeys("a1");
        assertThat(storage.statistics(GROUP).get("a1").firstEventTimestamp()).isEqualTo(NOON.toEpochMilli());
        assertThat(storage.cursor(GROUP, "s")).isPresent();
        try (var files = Files.list(root.resolve(GROUP))) {
            assertThat(files.filter(file -> file.toString().endsWith(".db"))).hasSize(1);
        }
    }

    @Test
    void expiresMoreThanOnePieceOfEvents() {
        var events = IntStream.range(0, PartitionWriter.EXPIRY_ROWS + 10)
                .mapToObj(i -> at(NOON.minus(Duration.ofDays(9)), "e" + i))
                .toArray(NewEvent[]::new);
        append(A, NOON, events);

        storage.expire(GROUP, NOON);

        assertThat(all().events()).isEmpty();
        assertThat(storage.storedBytes(GROUP)).isZero();
    }

    @Test
    void deletesAStreamAndAGroup() {
        append(A, NOON, at(NOON, "of a"));
        append(B, NOON, at(NOON, "of b"));
        storage.deleteStream(GROUP, "a1");
        assertThat(messages(all())).containsExactly("of b");

        storage.deleteGroup(GROUP);
        assertThat(all().events()).isEmpty();
        assertThat(storage.groups()).isEmpty();
        append(A, NOON, at(NOON, "anew"));
        assertThat(storage.groups()).containsExactly(GROUP);
    }

    @Test
    void stopsAtTheByteLimitButAlwaysGivesOneEvent() {
        append(A, NOON, at(NOON, "x".repeat(1_000)), at(NOON, "y".repeat(1_000)));
        var run = storage.read(
                GROUP,
                new EventQuery(Optional.empty(), 0, Long.MAX_VALUE, Optional.empty(), Direction.FORWARD, 100, 500));

        assertThat(run.events()).hasSize(1);
        assertThat(run.complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pagesInEitherDirectionGiveEachEventOnceAndInOrder(long seed) {
        var random = new Random(seed);
        var expected = fill(random);
        for (var direction : Direction.values()) {
            var stream = random.nextBoolean() ? Optional.<String>empty() : Optional.of("a1");
            var wanted = new ArrayList<>(expected.stream()
                    .filter(event -> stream.isEmpty() || event.stream().equals(A))
                    .map(Expected::message)
                    .toList());
            if (direction == Direction.BACKWARD) {
                Collections.reverse(wanted);
            }
            assertThat(page(query(stream, direction, 1 + random.nextInt(20)))).isEqualTo(wanted);
        }
    }

    @Test
    void pagesThatEndAmongEventsOfOneMomentLoseAndDoubleNone() {
        var wanted = new ArrayList<String>();
        for (var day = 0; day < 2; day++) {
            for (var i = 0; i < 5; i++) {
                append(A, NOON.plus(Duration.ofDays(day)), at(NOON, day + "." + i));
                wanted.add(day + "." + i);
            }
        }
        for (var limit = 1; limit < 6; limit++) {
            assertThat(page(query(Optional.empty(), Direction.FORWARD, limit))).isEqualTo(wanted);
            assertThat(page(query(Optional.of("a1"), Direction.BACKWARD, limit)))
                    .isEqualTo(wanted.reversed());
        }
    }

    private record Expected(StreamRef stream, long timestamp, int day, String message) {}

    /** Fills several days with events, many of one timestamp, some late; returns them in the order they should have. */
    private List<Expected> fill(Random random) {
        var expected = new ArrayList<Expected>();
        for (var day = 0; day < 6; day++) {
            var now = NOON.plus(Duration.ofDays(day));
            for (var batch = 0; batch < 5; batch++) {
                var stream = random.nextBoolean() ? A : B;
                var events = new ArrayList<NewEvent>();
                for (var i = random.nextInt(8); i >= 0; i--) {
                    var late = Duration.ofDays(random.nextInt(3)).plusMillis(random.nextInt(4));
                    var event = at(now.minus(late), day + "." + batch + "." + i);
                    events.add(event);
                    expected.add(new Expected(stream, event.timestamp(), day, event.message()));
                }
                append(stream, now, events.toArray(NewEvent[]::new));
            }
        }
        expected.sort((x, y) -> Long.compare(x.timestamp(), y.timestamp())); // stable: keeps ingestion order
        return expected;
    }

    private List<String> page(EventQuery query) {
        var found = new ArrayList<String>();
        var run = storage.read(GROUP, query);
        found.addAll(messages(run));
        while (!run.complete()) {
            assertThat(run.events()).isNotEmpty();
            run = storage.read(GROUP, query.beyond(run.events().getLast().position()));
            found.addAll(messages(run));
        }
        return found;
    }

    @Test
    void writersSideBySideLoseNothing() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < 20; writer++) {
                var stream = new StreamRef("w" + writer, "w" + writer);
                threads.submit(() -> {
                    for (var i = 0; i < 20; i++) {
                        append(stream, NOON, at(NOON.plusMillis(i), stream.name() + "-" + i));
                    }
                });
            }
        }
        assertThat(all().events()).hasSize(400).doesNotHaveDuplicates();
        assertThat(messages(storage.read(GROUP, query(Optional.of("w7"), Direction.FORWARD, 1_000))))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "w7-" + i).toList());
    }

    @Test
    void whatIsStoredWhileStreamsAreDeletedAndEventsExpireIsFoundAtOnce() {
        append(A, NOON, at(NOON, "first"));
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var swept = threads.submit(() -> {
                for (var i = 0; writing.get(); i++) {
                    append(B, NOON, at(NOON.minusSeconds(1), "old"));
                    if (i % 2 == 0) {
                        storage.deleteStream(GROUP, B.id());
                    } else {
                        storage.expire(GROUP, NOON);
                    }
                }
                return true;
            });
            try {
                for (var i = 1; i <= 300; i++) {
                    append(A, NOON, at(NOON.plusMillis(i), "e" + i));
                    assertThat(messages(storage.read(GROUP, since(NOON.plusMillis(i)))))
                            .containsExactly("e" + i);
                }
            } finally {
                writing.set(false);
            }
            assertThat(swept).succeedsWithin(Duration.ofMinutes(1));
        }
    }

    private static EventQuery since(Instant time) {
        return new EventQuery(
                Optional.empty(),
                time.toEpochMilli(),
                Long.MAX_VALUE,
                Optional.empty(),
                Direction.FORWARD,
                10,
                1 << 20);
    }

    @Test
    void failsWholeWhileTheFilesCannotBeUsedAndThenRecovers() throws IOException {
        Files.writeString(root.resolve(GROUP), "in the way");
        assertThatThrownBy(() -> append(A, NOON, at(NOON, "lost"))).isInstanceOf(StorageFault.class);
        Files.delete(root.resolve(GROUP));

        append(A, NOON, at(NOON, "stored"));
        assertThat(messages(all())).containsExactly("stored");
    }

    @Test
    void refusesToWriteOnceItIsClosed() {
        append(A, NOON, at(NOON, "x"));
        storage.close();

        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(() -> append(A, NOON, at(NOON, "late"))).isInstanceOf(StorageFault.class);
        }
        open();
        assertThat(messages(all())).containsExactly("x");
    }

    @Test
    void aBrokenPartitionIsAFaultAndNothingElseSuffers() throws IOException {
        append(A, NOON, at(NOON, "x"));
        storage.close();
        try (var files = Files.list(root.resolve(GROUP))) {
            for (var file : files.filter(f -> f.toString().endsWith(".db")).toList()) {
                Files.writeString(file, "no database, however long one looks at it".repeat(200));
            }
        }
        open();
        assertThatThrownBy(this::all).isInstanceOf(StorageFault.class);

        storage.append("g2", A, List.of(at(NOON, "fine")), Optional.empty(), NOON);
        assertThat(messages(storage.read("g2", query(Optional.empty(), Direction.FORWARD, 10))))
                .containsExactly("fine");
    }

    @Test
    void givesEveryEventAnIdThatLeadsBackToIt() {
        append(A, NOON, at(NOON, "x"));
        var position = all().events().getFirst().position();
        var id = EventId.of(GROUP, position);

        assertThat(id).matches("\\d{56}");
        assertThat(EventId.position(GROUP, id)).contains(position);
        assertThat(EventId.position("another", id)).isEmpty();
    }

    private void append(StreamRef stream, Instant now, NewEvent... events) {
        storage.append(GROUP, stream, List.of(events), Optional.empty(), now);
    }

    private static NewEvent at(Instant time, String message) {
        return new NewEvent(time.toEpochMilli(), message);
    }

    private EventRun all() {
        return storage.read(GROUP, query(Optional.empty(), Direction.FORWARD, 10_000));
    }

    private static EventQuery query(Optional<String> stream, Direction direction, int limit) {
        return new EventQuery(stream, 0, Long.MAX_VALUE, Optional.empty(), direction, limit, 1 << 20);
    }

    private static List<String> messages(EventRun run) {
        return run.events().stream().map(StoredEvent::message).toList();
    }
}
