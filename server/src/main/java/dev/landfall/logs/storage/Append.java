package dev.landfall.logs.storage;

import java.util.List;
import java.util.Optional;

/**
 * One batch, stored whole or not at all.
 *
 * @param ingestionTime milliseconds since 1970
 */
record Append(StreamRef stream, List<NewEvent> events, Optional<SourceCursor> cursor, long ingestionTime) {
    /** The timestamps and the size of all that these batches hold; empty when they hold no event. */
    static Optional<StreamStatistics> total(List<Append> batches) {
        return batches.stream()
                .filter(batch -> !batch.events().isEmpty())
                .map(Append::total)
                .reduce(StreamStatistics::and);
    }

    /** Of a batch that has events. */
    StreamStatistics total() {
        var times = events.stream().mapToLong(NewEvent::timestamp).summaryStatistics();
        var bytes = events.stream()
                .mapToLong(event -> StoredEvent.size(event.message()))
                .sum();
        return new StreamStatistics(times.getMin(), times.getMax(), ingestionTime, bytes);
    }
}
