package dev.landfall.logs.storage;

/**
 * What a stream holds. Times are milliseconds since 1970.
 *
 * @param bytes of its events, as {@link StoredEvent#size} counts them
 */
public record StreamStatistics(long firstEventTimestamp, long lastEventTimestamp, long lastIngestionTime, long bytes) {
    StreamStatistics and(StreamStatistics other) {
        return new StreamStatistics(
                Math.min(firstEventTimestamp, other.firstEventTimestamp),
                Math.max(lastEventTimestamp, other.lastEventTimestamp),
                Math.max(lastIngestionTime, other.lastIngestionTime),
                bytes + other.bytes);
    }
}
