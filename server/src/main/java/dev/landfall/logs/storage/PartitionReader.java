package dev.landfall.logs.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is read from a partition. */
final class PartitionReader {
    private PartitionReader() {}

    /** The part of a query's answer that lies in this partition. */
    static EventRun read(Partition partition, int day, EventQuery query) throws SQLException {
        var sql = query.forward() ? sql(query, ">", "ASC") : sql(query, "<", "DESC");
        var select = partition.prepared(sql);
        bind(select, day, query);
        try (var rows = select.executeQuery()) {
            return collect(rows, day, query);
        }
    }

    private static String sql(EventQuery query, String past, String order) {
        return """
                SELECT e.sequence, e.timestamp, e.ingestion, e.message, s.uid, s.name
                FROM event e CROSS JOIN stream s ON s.id = e.stream
                WHERE %s e.timestamp >= ? AND e.timestamp < ? AND (e.timestamp, e.sequence) %s (?, ?)
                ORDER BY e.timestamp %s, e.sequence %s LIMIT ?""".formatted(
                        query.stream().isPresent() ? "e.stream = (SELECT id FROM stream WHERE uid = ?) AND" : "",
                        past,
                        order,
                        order);
    }

    private static void bind(PreparedStatement select, int day, EventQuery query) throws SQLException {
        var at = 0;
        if (query.stream().isPresent()) {
            select.setString(++at, query.stream().get());
        }
        select.setLong(++at, query.restFrom()); // SQLite seeks by these two, not by the position below
        select.setLong(++at, query.restTo());
        var start = query.forward()
                ? EventPosition.before(query.from())
                : new EventPosition(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
        var beyond = query.beyond().orElse(start);
        select.setLong(++at, beyond.timestamp());
        select.setLong(++at, sequenceIn(day, beyond));
        select.setInt(++at, query.limit() == Integer.MAX_VALUE ? query.limit() : query.limit() + 1);
    }

    /** Within one timestamp, all of an older day's events come before a position, all of a newer day's after it. */
    private static long sequenceIn(int day, EventPosition beyond) {
        return switch (Integer.compare(day, beyond.day())) {
            case -1 -> Long.MAX_VALUE;
            case 1 -> 0;
            default -> beyond.sequence();
        };
    }

    private static EventRun collect(ResultSet rows, int day, EventQuery query) throws SQLException {
        var events = new ArrayList<StoredEvent>();
        var bytes = 0L;
        while (rows.next()) {
            var message = rows.getString(4);
            bytes += StoredEvent.size(message);
            if (events.size() == query.limit() || (bytes > query.maxBytes() && !events.isEmpty())) {
                return new EventRun(events, false);
            }
            var position = new EventPosition(rows.getLong(2), day, rows.getLong(1));
            var stream = new StreamRef(rows.getString(5), rows.getString(6));
            events.add(new StoredEvent(position, stream, rows.getLong(3), message));
        }
        return new EventRun(events, true);
    }

    /** The timestamps and the size of all that a partition holds; empty when it holds none. */
    static Optional<StreamStatistics> total(Partition partition) throws SQLException {
        try (var row = partition
                .prepared("SELECT min(first_timestamp), max(last_timestamp), max(last_ingestion), sum(bytes),"
                        + " count(*) FROM stream")
                .executeQuery()) {
            return row.next() && row.getLong(5) > 0 ? Optional.of(statistics(row, 1)) : Optional.empty();
        }
    }

    static Map<String, StreamStatistics> byStream(Partition partition) throws SQLException {
        try (var rows = partition
                .prepared("SELECT uid, first_timestamp, last_timestamp, last_ingestion, bytes FROM stream")
                .executeQuery()) {
            var streams = new HashMap<String, StreamStatistics>();
            while (rows.next()) {
                streams.put(rows.getString(1), statistics(rows, 2));
            }
            return streams;
        }
    }

    private static StreamStatistics statistics(ResultSet row, int first) throws SQLException {
        return new StreamStatistics(
                row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3));
    }
}
