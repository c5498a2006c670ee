package dev.landfall.logs;

import dev.landfall.engine.LogLine;
import dev.landfall.logs.storage.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Joins lines into events: each runs from a line that begins one to the line before the next such. An event bears the time
 * of its first line and the place of its last, so that reading resumes behind whole events only.
 */
final class EventJoiner {
    private final Optional<EventStart> start;
    private final Consumer<LogLine> out;
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private List<LogLine> ends = List.of(); // the first line and the last
    private long number;

    /** @param start empty: every line is an event */
    EventJoiner(Optional<EventStart> start, Consumer<LogLine> out) {
        this.start = start;
        this.out = out;
    }

    void add(LogLine line) {
        if (start.isEmpty()) {
            out.accept(line);
            return;
        }
        var size = StoredEvent.size(line.text()) + 1;
        if (bytes + size > EventText.MAX_BYTES || start.get().begins(line.text())) {
            end();
        }
        text.append(line.text()).append('\n'); // as the driver does, also at the end of an event
        bytes += size;
        ends = List.of(ends.isEmpty() ? line : ends.getFirst(), line);
        number++;
    }

    /** What is held is an event now. */
    void end() {
        if (ends.isEmpty()) {
            return;
        }
        var first = ends.getFirst();
        out.accept(new LogLine(ends.getLast().position(), first.writtenAt(), first.stream(), text.toString()));
        text.setLength(0);
        bytes = 0;
        ends = List.of();
    }

    /** Tells what is held now from what is held after a further line; empty when nothing is. */
    Optional<Long> held() {
        return ends.isEmpty() ? Optional.empty() : Optional.of(number);
    }
}
