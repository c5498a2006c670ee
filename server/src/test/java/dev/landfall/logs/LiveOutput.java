package dev.landfall.logs;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a living container has written so far. Its reader cannot wait: then it says that the engine is away. */
final class LiveOutput {
    private final List<LogLine> lines = new ArrayList<>();
    boolean ended;

    void write(Instant now, String... texts) {
        for (var text : texts) {
            var last = lines.isEmpty() ? Position.START : lines.getLast().position();
            lines.add(new LogLine(last.next(now), now, LogLine.Stream.STDOUT, text));
        }
    }

    LogReader reader(Position after) {
        return new LogReader() {
            private Position last = after;

            @Override
            public List<LogLine> next() {
                var batch = lines.stream()
                        .filter(line -> line.position().compareTo(last) > 0)
                        .limit(2)
                        .toList();
                if (batch.isEmpty() && !ended) {
                    throw new EngineAway("nothing more yet", new IllegalStateException());
                }
                last = batch.isEmpty() ? last : batch.getLast().position();
                return batch;
            }

            @Override
            public void close() {}
        };
    }
}
