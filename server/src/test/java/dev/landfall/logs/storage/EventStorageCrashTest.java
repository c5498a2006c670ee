package dev.landfall.logs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.LogLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process, again and again, and looks at what is left. */
class EventStorageCrashTest {
    private static final String GROUP = "g";
    private static final String SOURCE = "source";
    private static final int BATCH = 7;
    private static final long DAY_MILLIS = 86_400_000;

    /** Appends batches after the cursor, telling each acknowledged one, until killed. A new day begins all the time. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (var storage = new EventStorage(Path.of(arguments[0]), 2)) {
                var next = storage.cursor(GROUP, SOURCE)
                        .map(LogLine.Position::ordinal)
                        .orElse(0);
                while (true) {
                    var now = Instant.ofEpochMilli(DAY_MILLIS * (20_000 + next / 50));
                    var events = new ArrayList<NewEvent>();
                    for (var i = 1; i <= BATCH; i++) {
                        events.add(new NewEvent(next + i, "line " + (next + i)));
                    }
                    next += BATCH;
                    var cursor = new SourceCursor(SOURCE, new LogLine.Position(Instant.EPOCH, next));
                    storage.append(GROUP, new StreamRef("s", "s"), events, Optional.of(cursor), now);
                    System.out.println(next);
                }
            }
        }
    }

    @Test
    void acknowledgedBatchesAreThereExactlyOnceAfterEveryKill(@TempDir Path root) throws Exception {
        for (var round = 0; round < 4; round++) {
            var acknowledged = writeAndKill(root, 5 + round * 11);
            try (var storage = new EventStorage(root, 2)) {
                var lines = lines(storage);
                assertThat(lines.size()).isGreaterThanOrEqualTo(acknowledged).isPositive();
                assertThat(lines.size() % BATCH).isZero();
                assertThat(lines)
                        .isEqualTo(IntStream.rangeClosed(1, lines.size())
                                .mapToObj(i -> "line " + i)
                                .toList());
                assertThat(storage.cursor(GROUP, SOURCE).orElseThrow().ordinal())
                        .isEqualTo(lines.size());
            }
        }
    }

    private static List<String> lines(EventStorage storage) {
        return storage
                .read(
                        GROUP,
                        new EventQuery(
                                Optional.of("s"),
                                0,
                                Long.MAX_VALUE,
                                Optional.empty(),
                                EventQuery.Direction.FORWARD,
                                1_000_000,
                                1 << 30))
                .events()
                .stream()
                .map(StoredEvent::message)
                .toList();
    }

    private static int writeAndKill(Path root, int batches) throws IOException, InterruptedException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var acknowledged = 0;
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var i = 0; i < batches; i++) {
                acknowledged = Integer.parseInt(out.readLine());
            }
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }
}
