package dev.landfall.logs;

import dev.landfall.engine.LogLine;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Events that were read and are not stored yet. What takes more than its share of memory is lost where the container's
 * mode says so, the newest first as on AWS; else nothing more should be read meanwhile.
 */
final class Backlog {
    private static final int MAX_APPEND_EVENTS = 1_000;
    private static final long MAX_HELD_BYTES = 16L << 20; // what a container asks for beyond stays in the engine's log

    private final boolean loses;
    private final long limitBytes;
    private final ArrayDeque<LogLine> events = new ArrayDeque<>();
    private long bytes;
    private long lost;

    Backlog(AwslogsOptions.Mode mode) {
        switch (mode) {
            case AwslogsOptions.Mode.Blocking b -> {
                loses = false;
                limitBytes = 0;
            }
            case AwslogsOptions.Mode.NonBlocking(var bufferBytes) -> {
                loses = bufferBytes <= MAX_HELD_BYTES;
                limitBytes = Math.min(bufferBytes, MAX_HELD_BYTES);
            }
        }
    }

    void add(LogLine event) {
        if (loses && !events.isEmpty() && bytes + size(event) > limitBytes) {
            lost++;
            return;
        }
        events.add(event);
        bytes += size(event);
    }

    /** Whether to read on while these cannot be stored. */
    boolean takesMore() {
        return loses || bytes < limitBytes || events.isEmpty();
    }

    /** The oldest, to be stored in one go. */
    List<LogLine> head() {
        return events.stream().limit(MAX_APPEND_EVENTS).toList();
    }

    void stored(List<LogLine> head) {
        for (var event : head) {
            events.remove();
            bytes -= size(event);
        }
    }

    /** How many events were lost so far. */
    long lost() {
        return lost;
    }

    private static long size(LogLine event) {
        return event.text().length();
    }
}
